import { mount as mountCamera } from './camera'
import { add, forgetRefused, listen, refused, send, stateNow, waiting } from './scans'
import { isLoud, play, setLoud } from './sounds'

// The page of a hand scanner or a phone: a scan is a burst of keys ended by Enter. What is sent, and when, is scans.ts's.
export function mount(element: HTMLElement) {
  const form = element.querySelector('form')
  const input = form?.querySelector<HTMLInputElement>('input[name=code]')
  if (!form || !input) return
  const here = new URL(form.action).pathname

  const scan = (code: string) => {
    if (!code) return
    add(here, code, fieldsOf(form))
    for (const field of form.querySelectorAll<HTMLInputElement>('[data-once]')) field.type === 'checkbox' ? (field.checked = false) : (field.value = field.defaultValue)
    if (stateNow() !== 'idle' || !navigator.onLine) play('kept')
  }

  form.addEventListener('submit', event => {
    event.preventDefault()
    const code = input.value.trim()
    input.value = ''
    input.focus()
    scan(code)
  })
  form.addEventListener('click', event => step(event, form))
  addEventListener('keydown', event => {
    const at = document.activeElement
    if (at !== input && !at?.matches('input, textarea, select') && !(event.key === ' ' && at?.matches('button, a, summary')) && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && !document.querySelector('dialog[open]')) input.focus()
  })

  listen((sent, answer) => {
    if (!element.isConnected) return
    if (sent?.to === here && answer?.kind === 'answered') show(element, answer.page)
    else if (sent && answer?.kind === 'refused') play('no')
    tell(element, here)
  })
  sound(element)
  const camera = element.querySelector<HTMLButtonElement>('[data-camera]')
  const video = element.querySelector('video')
  if (camera && video) mountCamera(camera, video, scan)
  element.querySelector('[data-refused-clear]')?.addEventListener('click', forgetRefused)
  input.focus()
  tell(element, here)
  void send()
}

/** What stands in the form beside the code: how many pieces, whether they are damaged. */
function fieldsOf(form: HTMLFormElement): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const [name, value] of new FormData(form)) if (typeof value === 'string' && !['code', 'scan', '__RequestVerificationToken'].includes(name)) fields[name] = value
  return fields
}

/** Plus and minus beside a number, for thumbs in gloves. */
function step(event: Event, form: HTMLFormElement) {
  const button = (event.target as HTMLElement).closest<HTMLButtonElement>('[data-step]')
  const number = form.querySelector<HTMLInputElement>('input[name=quantity]')
  if (!button || !number) return
  number.value = String(Math.max(1, (Number.parseInt(number.value, 10) || 1) + Number(button.dataset.step)))
  form.querySelector<HTMLInputElement>('input[name=code]')?.focus()
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
  play(card.dataset.result === 'no' ? 'no' : 'ok')
}

/** How many scans wait and why, and which the server would not take. */
function tell(element: HTMLElement, here: string) {
  const queue = waiting()
  const state = stateNow()
  const isStuck = queue.length > 0 && (state !== 'idle' || !navigator.onLine)
  for (const line of element.querySelectorAll<HTMLElement>('[data-waits]')) {
    line.hidden = !isStuck || line.dataset.waits !== (state === 'idle' ? 'waiting' : state)
    const count = line.querySelector('b')
    if (count) count.textContent = String(queue.length)
  }

  const list = element.querySelector('[data-refused] ul')
  if (list) {
    list.replaceChildren(
      ...refused().map(scan => {
        const line = document.createElement('li')
        const code = document.createElement('bdi')
        code.className = 'code'
        code.dir = 'ltr'
        code.textContent = scan.code
        line.append(code, ` ${scan.said}`)
        return line
      }),
    )
    element.querySelector<HTMLElement>('[data-refused]')!.hidden = refused().length === 0
  }
  mark(element, queue.filter(scan => scan.to === here).map(scan => scan.code.toUpperCase()))
}

/** Without the server nobody says what comes next: the page knows the steps, and strikes out those whose scans wait. */
function mark(element: HTMLElement, codes: string[]) {
  const steps = [...element.querySelectorAll<HTMLElement>('[data-goods]')]
  for (const line of steps) line.classList.remove('here', 'done')
  let bin = ''
  for (const code of codes) {
    const open = steps.filter(line => !line.classList.contains('done'))
    const next = open.find(line => line.dataset.goods?.split(' ').includes(code) && (!bin || line.dataset.bin === bin))
    if (next) next.classList.add('done')
    else bin = open.find(line => line.dataset.bin === code)?.dataset.bin ?? bin
  }
  if (codes.length > 0) steps.find(line => !line.classList.contains('done') && line.dataset.bin === bin)?.classList.add('here')
}

function sound(element: HTMLElement) {
  const button = element.querySelector<HTMLButtonElement>('[data-sound]')
  if (!button) return
  const look = () => button.setAttribute('aria-pressed', String(isLoud()))
  button.addEventListener('click', () => {
    setLoud(!isLoud())
    look()
    if (isLoud()) play('ok')
  })
  look()
}
