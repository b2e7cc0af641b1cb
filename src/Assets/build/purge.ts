import { PurgeCSS } from 'purgecss'
import type { Plugin } from 'vite'

/** Leaves out the styles that no page and no script uses; classes put together in C# (a tone, t-…, c8, btn-…, a bin of the map) stay, and so does what the manual's text is made of. */
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
          safelist: { standard: [/^[tkfc]-?[a-z0-9]+$/, /^btn/, /^htmx-/, /^(rest|run|out|go|warn|stop|aux)$/], deep: [/data-bs-theme/, /^details/, /^prose$/, /^bin-/], greedy: [] },
          fontFace: false,
          variables: true,
        })
        if (result) file.source = result.css
      }
    },
  }
}
