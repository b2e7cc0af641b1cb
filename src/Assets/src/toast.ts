import { all, one } from './dom'

// Short messages: from the server as HX-Trigger {"toast":{"text":…,"tone":…}}, or our own when a request failed.
type Said = { text: string; tone: string }
const life = 6000

function say({ text, tone }: Said) {
  const note = document.createElement('div')
  note.className = `note t-${tone}`
  note.textContent = text
  one('#toasts')?.append(note)
  fade(note)
}

const fade = (note: HTMLElement) => setTimeout(() => note.remove(), life)

addEventListener('toast', event => say((event as CustomEvent<Said>).detail))
addEventListener('click', event => (event.target as HTMLElement).closest('#toasts .note')?.remove())

// Anything but a page (a JSON problem, a proxy's error) must not be swapped in.
document.addEventListener('htmx:before:response', event => {
  const { response, hx } = (event as CustomEvent).detail.ctx as { response: { status: number; raw: Response }; hx: { trigger?: string } }
  const isPage = response.raw.headers.get('content-type')?.startsWith('text/html')
  if (response.status < 400 || hx.trigger || (isPage && response.status < 500)) return
  if (!isPage) event.preventDefault()
  void response.raw
    .clone()
    .json()
    .then((problem: { title?: string }) => problem.title)
    .catch(() => undefined)
    .then(title => say({ text: title ?? one('#says')?.dataset.failed ?? String(response.status), tone: 'stop' }))
})

document.addEventListener('htmx:error', event => {
  const error = (event as CustomEvent).detail.error as Error | undefined
  if (error instanceof TypeError) say({ text: one('#says')?.dataset.offline ?? error.message, tone: 'stop' })
})

all('#toasts .note').forEach(fade)
