// A blocking script in <head>: "as the system" is resolved before the first paint, so nothing flashes.
const root = document.documentElement
if (root.dataset.theme === 'auto') root.dataset.bsTheme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'

export {}
