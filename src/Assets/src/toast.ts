import { all, one } from './dom'

// Short messages: from the server as HX-Trigger {"toast":{"text":…,"tone":…}}, or our own when a request failed.
type Said = { text: string; tone: string; undo?: string; undoTitle?: string }
const life = 6000
// Long enough to read, to doubt and to reach the button.
const lifeWithUndo = 15000

function say({ text, tone, undo, undoTitle }: Said) {
  const note = document.createElement('div')
  note.className = `note t-${tone}`
  const words = document.createElement('span')
  words.textContent = text
  note.append(words)
  if (undo) note.append(undoing(undo, undoTitle ?? ''))
  one('#toasts')?.append(note)
  fade(note)
}

// A plain form: it works the same from a fragment's toast and from one that came with its page.
function undoing(path: string, title: string) {
  const form = document.createElement('form')
  form.method = 'post'
  form.action = path
  const token = document.createElement('input')
  token.type = 'hidden'
  token.name = '__RequestVerificationToken'
  token.value = one<HTMLMetaElement>('meta[name=csrf]')?.content ?? ''
  const button = document.createElement('button')
  button.className = 'btn btn-sm'
  button.textContent = title
  form.append(token, button)
  return form
}

// What one points at or stands on does not vanish under the hand.
function fade(note: HTMLElement) {
  setTimeout(() => (note.matches(':hover, :focus-within') ? fade(note) : note.remove()), one('form', note) ? lifeWithUndo : life)
}

addEventListener('toast', event => say((event as CustomEvent<Said>).detail))
addEventListener('click', event => {
  const target = event.target as HTMLElement
  if (!target.closest('form')) target.closest('#toasts .note')?.remove()
})

// Anything but a page (a JSON problem, a proxy's error) must not be swapped in. An answer that leads elsewhere, as to the sign-in, is followed.
document.addEventListener('htmx:before:response', event => {
  const { response, hx } = (event as CustomEvent).detail.ctx as { response: { status: number; raw: Response }; hx: { trigger?: string; redirect?: string } }
  const isPage = response.raw.headers.get('content-type')?.startsWith('text/html')
  if (response.status < 400 || hx.trigger || hx.redirect || (isPage && response.status < 500)) return
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
