import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

/** One sprite with only the icons named in icons.txt: <use href="…#name"> needs no script and is cached for ever. */
export function iconSprite(): Plugin {
  return {
    name: 'icon-sprite',
    buildStart() {
      const names = readFileSync('icons.txt', 'utf8').split(/\s+/).filter(Boolean)
      const source = `<svg xmlns="http://www.w3.org/2000/svg">${names.map(symbol).join('')}</svg>`
      this.emitFile({ type: 'asset', name: 'icons.svg', originalFileName: 'icons.svg', source })
      // The page's own icon; named here, because nothing imports it.
      this.emitFile({ type: 'asset', name: 'icon.svg', originalFileName: 'src/icon.svg', source: readFileSync('src/icon.svg') })
    },
  }
}

function symbol(name: string): string {
  return readFileSync(`node_modules/@tabler/icons/icons/outline/${name}.svg`, 'utf8')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<svg[^>]*>/, `<symbol id="${name}" viewBox="0 0 24 24">`)
    .replace('</svg>', '</symbol>')
    .replace(/\s*\n\s*/g, '')
}
