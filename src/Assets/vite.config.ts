import { defineConfig } from 'vite'
import { iconSprite } from './build/icons'
import { precompress } from './build/precompress'
import { purge } from './build/purge'

// --mode production (Release builds) leaves out the styles that no page uses; development keeps all of them.
export default defineConfig(({ mode }) => ({
  base: '/assets/',
  plugins: [iconSprite(), ...(mode === 'production' ? [purge()] : []), precompress(mode === 'production')],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    manifest: 'manifest.json',
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600, // The charts, loaded only where a chart is.
    rollupOptions: {
      input: ['src/theme.ts', 'src/app.ts', 'src/ltr.css', 'src/rtl.css'],
      output: { entryFileNames: '[name]-[hash].js', chunkFileNames: '[name]-[hash].js', assetFileNames: '[name]-[hash][extname]' },
    },
  },
}))
