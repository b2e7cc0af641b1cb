import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

/** The server compresses no asset while it runs: it picks the .br or .gz beside the file. Small matters in Release, quick in Debug. */
export function precompress(small: boolean): Plugin {
  const params = { [constants.BROTLI_PARAM_QUALITY]: small ? 11 : 5 }
  return {
    name: 'precompress',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        for (const [fileName, file] of Object.entries(bundle)) {
          if (!/\.(js|css|svg)$/.test(fileName)) continue
          const body = Buffer.from(file.type === 'chunk' ? file.code : file.source)
          this.emitFile({ type: 'asset', fileName: `${fileName}.br`, source: brotliCompressSync(body, { params }) })
          this.emitFile({ type: 'asset', fileName: `${fileName}.gz`, source: gzipSync(body, { level: 9 }) })
        }
      },
    },
  }
}
