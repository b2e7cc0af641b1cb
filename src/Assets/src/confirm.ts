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
  text.textContent = (button.dataset.confirm ?? '').replace('{0}', marked(button))
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

function marked(button: HTMLElement): string {
  const grid = button.closest<HTMLElement>('.sheet')
  if (!grid) return ''
  const every = one('[data-every]', grid)
  if (every && !every.hidden) return every.dataset.every || ''
  return String(all('input[data-row]:checked', grid).length)
}
