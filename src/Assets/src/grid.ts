import { all, one } from './dom'

// Marking rows: a click marks one, Shift and click a range, the box in the head all of the page. "All that was found"
// is a step of its own: it puts the list's query into the form in place of the rows' keys.
let last: HTMLInputElement | null = null

addEventListener('click', event => {
  const target = event.target as HTMLElement
  const grid = target.closest<HTMLElement>('.sheet')
  if (!grid) return

  if (target.closest('[data-take-all]')) return takeAll(grid, true)
  if (target.closest('[data-none]')) {
    for (const row of rowsOf(grid)) row.checked = false
    return show(grid)
  }
  if (!(target instanceof HTMLInputElement) || !target.matches('[data-row], [data-all]')) return

  const rows = rowsOf(grid)
  if (target.matches('[data-all]')) for (const row of rows) row.checked = target.checked
  else if (event.shiftKey && last && rows.includes(last)) {
    const [from, to] = [rows.indexOf(last), rows.indexOf(target)].sort((a, b) => a - b) as [number, number]
    for (const row of rows.slice(from, to + 1)) row.checked = target.checked
  }
  if (target.matches('[data-row]')) last = target
  show(grid)
})

const rowsOf = (grid: HTMLElement) => all<HTMLInputElement>('input[data-row]', grid)

function show(grid: HTMLElement) {
  const rows = rowsOf(grid)
  const marked = rows.filter(row => row.checked).length
  const whole = marked === rows.length && marked > 0
  for (const row of rows) row.closest('tr')?.toggleAttribute('aria-selected', row.checked)

  const head = one<HTMLInputElement>('input[data-all]', grid)
  if (head) {
    head.checked = whole
    head.indeterminate = marked > 0 && !whole
  }

  const bar = one('.bulk', grid)
  if (!bar) return
  bar.hidden = marked === 0
  const count = one('[data-count]', bar)
  if (count) count.textContent = marked.toLocaleString(document.documentElement.lang.startsWith('ar') ? 'en' : document.documentElement.lang)
  takeAll(grid, false)
  const more = one('[data-take-all]', bar)
  if (more) more.hidden = !whole
}

function takeAll(grid: HTMLElement, taken: boolean) {
  const found = one<HTMLInputElement>('input[name=found]', grid)
  if (found) found.value = taken ? found.dataset.found || '?' : ''
  const some = one('[data-some]', grid)
  const every = one('[data-every]', grid)
  const more = one('[data-take-all]', grid)
  if (some) some.hidden = taken
  if (every) every.hidden = !taken
  if (more && taken) more.hidden = true
}

// A grid that was swapped keeps no marks; a morphed one may.
document.addEventListener('htmx:after:swap', () => all('.sheet').forEach(show))
