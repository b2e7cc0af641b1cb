import { all, one } from './dom'

// A button with data-confirm asks in a dialog that names the effect, before htmx or the browser sends anything.
let asked: HTMLElement | null = null

addEventListener('click', ask, true)

function ask(event: MouseEvent) {
  const button = (event.target as HTMLElement).closest<HTMLButtonElement>('button[data-confirm]')
  const dialog = one<HTMLDialogElement>('#confirm')
  if (!button || !dialog) return
  if (button === asked) {
    asked = null
    return
  }
  event.preventDefault()
  event.stopImmediatePropagation()

  const yes = one<HTMLButtonElement>('button[value=yes]', dialog)
  const text = one('#confirm-text', dialog)
  if (!yes || !text) return
  text.textContent = counted(button, button.dataset.confirm ?? '')
  yes.textContent = button.textContent?.trim() || button.title
  yes.className = button.dataset.tone === 'stop' ? 'btn btn-stop' : 'btn btn-go'

  dialog.returnValue = ''
  dialog.onclose = () => {
    if (dialog.returnValue !== 'yes') return
    asked = button
    button.click()
  }
  button.closest('details.menu')?.removeAttribute('open')
  dialog.showModal()
}

// A dialog of a bulk bar says what will happen to how many before it is answered.
addEventListener('click', event => {
  const opener = (event.target as HTMLElement).closest<HTMLElement>('.bulk [data-open]')
  const effect = opener?.dataset.open ? one(`${opener.dataset.open} [data-counted]`) : null
  if (effect?.dataset.counted) effect.textContent = counted(effect, '')
})

// The plural form is chosen here, where the marks are: the server has sent all that the language has.
function counted(element: HTMLElement, otherwise: string): string {
  const [count, written] = marked(element)
  const forms = element.dataset.counted ? (JSON.parse(element.dataset.counted) as Record<string, string>) : {}
  const category = new Intl.PluralRules(document.documentElement.lang).select(count)
  return (forms[category] ?? forms['other'] ?? otherwise).replace('{0}', written)
}

function marked(element: HTMLElement): [number, string] {
  const grid = element.closest<HTMLElement>('.sheet')
  if (!grid) return [0, '']
  const every = one('[data-every]', grid)
  if (every && !every.hidden) return [Number(every.dataset.many), every.dataset.every || '']
  const count = all('input[data-row]:checked', grid).length
  return [count, String(count)]
}
