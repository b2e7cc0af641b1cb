import { all, one } from './dom'

// / search, j k rows, x mark, g then a letter goes to a page, ? help. Never while typing, and it can be switched off.
const stored = 'entrepot.keys'
const patience = 900
let going = 0

const isOn = () => localStorage.getItem(stored) !== 'off'

addEventListener('keydown', event => {
  const target = event.target as HTMLElement
  if (event.key === 'Escape' && target.matches('input[type=search]')) return target.blur()
  if (!isOn() || event.ctrlKey || event.metaKey || event.altKey || one('dialog[open]')) return
  if (target.matches('input:not([type=checkbox]), select, textarea')) return

  if (Date.now() - going < patience) return go(event.key)
  if (event.key === '/') {
    event.preventDefault()
    one('#search')?.focus()
  } else if (event.key === '?') one<HTMLDialogElement>('#keys')?.showModal()
  else if (event.key === 'g') going = Date.now()
  else if (event.key === 'j') move(1)
  else if (event.key === 'k') move(-1)
  else if (press(event.key)) event.preventDefault()
  else if (event.key === 'x') document.activeElement?.closest('tr')?.querySelector<HTMLInputElement>('input[data-row]')?.click()
})

function go(key: string) {
  going = 0
  all<HTMLAnchorElement>('a[data-go]').find(link => link.dataset.go === key)?.click()
}

// A button or link that names a letter: the first of them that can be seen and pressed.
function press(key: string): boolean {
  const button = all<HTMLButtonElement | HTMLAnchorElement>('#main [data-key]').find(one => one.dataset.key === key && one.offsetParent && !one.matches(':disabled'))
  button?.click()
  return button !== undefined
}

function move(step: number) {
  const rows = all<HTMLTableRowElement>('.sheet tbody tr')
  const open = rows.findIndex(row => row.getAttribute('aria-current') === 'true')
  if (open >= 0) return one<HTMLAnchorElement>('td a', rows[Math.min(rows.length - 1, Math.max(0, open + step))])?.click()
  const at = rows.findIndex(row => row.contains(document.activeElement))
  const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))]
  if (next) one('td a', next)?.focus()
}

one('.sheet tr[aria-current=true]')?.scrollIntoView({ block: 'nearest' })

const box = one<HTMLInputElement>('#keys-on')
if (box) {
  box.checked = isOn()
  box.addEventListener('change', () => localStorage.setItem(stored, box.checked ? 'on' : 'off'))
}
