// Hand scanners and phones: a scan is a burst of keys ended by Enter. Scans wait in a local queue with an id each and
// are sent in order, so a dead spot loses nothing and a repeat does nothing.
type Scan = { id: string; code: string }

const right = 40
const wrong = [80, 60, 80]

export function mount(element: HTMLElement) {
  const form = element.querySelector('form')
  const input = element.querySelector<HTMLInputElement>('input[name=code]')
  const pending = element.querySelector<HTMLElement>('[data-pending]')
  if (!form || !input || !pending) return

  const stored = `entrepot.scans:${form.action}`
  const queue = JSON.parse(localStorage.getItem(stored) ?? '[]') as Scan[]
  let sending = false

  const keep = () => {
    localStorage.setItem(stored, JSON.stringify(queue))
    pending.hidden = queue.length === 0 || (sending && navigator.onLine)
    const count = pending.querySelector('b')
    if (count) count.textContent = String(queue.length)
  }

  const send = async () => {
    if (sending) return
    sending = true
    for (let scan = queue[0]; scan && navigator.onLine; scan = queue[0]) {
      const answer = await post(form, scan)
      if (!answer) break
      queue.shift()
      show(element, answer)
    }
    sending = false
    keep()
  }

  form.addEventListener('submit', event => {
    event.preventDefault()
    const code = input.value.trim()
    input.value = ''
    input.focus()
    if (!code) return
    queue.push({ id: crypto.randomUUID?.() ?? `${Date.now()}-${performance.now()}`, code })
    keep()
    void send()
  })
  addEventListener('online', () => void send())
  addEventListener('keydown', event => {
    if (document.activeElement !== input && event.key.length === 1 && !event.ctrlKey && !document.querySelector('dialog[open]')) input.focus()
  })
  input.focus()
  keep()
  void send()
}

/** The page that answers, or nothing when the scan must be sent again. */
async function post(form: HTMLFormElement, scan: Scan): Promise<Document | undefined> {
  const body = new FormData(form)
  body.set('code', scan.code)
  body.set('scan', scan.id)
  const response = await fetch(form.action, { method: 'POST', body: new URLSearchParams(body as unknown as Record<string, string>), headers: { 'HX-Request': 'true', 'HX-Request-Type': 'partial' } }).catch(() => undefined)
  if (!response || response.status >= 500) return undefined
  return new DOMParser().parseFromString(await response.text(), 'text/html')
}

function show(element: HTMLElement, answer: Document) {
  const card = answer.querySelector<HTMLElement>('[data-scan-card]')
  if (!card) return
  element.querySelector('[data-scan-card]')?.replaceWith(card)
  const label = answer.querySelector<HTMLInputElement>('.scan input[name=code]')?.placeholder
  const input = element.querySelector<HTMLInputElement>('input[name=code]')
  if (label && input) {
    input.placeholder = label
    input.setAttribute('aria-label', label)
  }
  navigator.vibrate?.(card.dataset.result === 'no' ? wrong : right)
}
