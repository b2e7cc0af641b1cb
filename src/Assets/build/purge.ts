import { PurgeCSS } from 'purgecss'
import type { Plugin } from 'vite'

/** Leaves out the styles that no page, no script and no class built in C# (t-…, k-…, f-…, c8, btn-…) uses. */
export function purge(): Plugin {
  return {
    name: 'purge-css',
    async generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'asset' || !file.fileName.endsWith('.css')) continue
        const css = typeof file.source === 'string' ? file.source : Buffer.from(file.source).toString('utf8')
        const [result] = await new PurgeCSS().purge({
          content: ['../**/*.razor', 'src/*.ts'],
          css: [{ raw: css }],
          safelist: { standard: [/^[tkfc]-?[a-z0-9]+$/, /^btn/, /^htmx-/], deep: [/data-bs-theme/, /^details/], greedy: [] },
          fontFace: false,
          variables: true,
        })
        if (result) file.source = result.css
      }
    },
  }
}
