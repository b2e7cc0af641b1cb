import htmx from 'htmx.org'
import './shell'
import './keys'
import './grid'
import './confirm'
import './toast'
import './live'
import './find'
import './drafts'

// A failed answer leaves the page as it was; the toast says so. The typings of 4.0.1 know only numbers here.
htmx.config.noSwap = [204, 304, '5xx'] as unknown as number[]

const token = document.querySelector<HTMLMetaElement>('meta[name=csrf]')?.content ?? ''

document.addEventListener('htmx:config:request', event => {
  const request = (event as CustomEvent).detail.ctx.request
  if (request.method !== 'GET') request.headers['RequestVerificationToken'] = token
  else if (request.body instanceof FormData) dropBlank(request.body)
})

// Blank filters are no filters: the address stays short enough to share.
function dropBlank(body: FormData) {
  for (const [name, value] of [...body]) if (value === '') body.delete(name)
}

// Code of an island is loaded only where a page has one.
const islands: Record<string, () => Promise<{ mount(element: HTMLElement): void }>> = {
  chart: () => import('./chart'),
  scan: () => import('./scan'),
}

function mountIslands() {
  for (const element of document.querySelectorAll<HTMLElement>('[data-island]:not([data-mounted])')) {
    const load = islands[element.dataset.island ?? '']
    if (!load) continue
    element.dataset.mounted = ''
    void load().then(island => island.mount(element))
  }
}

mountIslands()
// Scans of a page that was left while there was no network.
if (localStorage.getItem('entrepot.scans')?.includes('"id"')) void import('./scans').then(scans => scans.send())
document.addEventListener('htmx:after:swap', () => {
  mountIslands()
  // What had the focus may be gone; the next Tab must not start at the top of the page.
  if (document.activeElement === document.body) document.querySelector<HTMLElement>('#main')?.focus({ preventScroll: true })
})
