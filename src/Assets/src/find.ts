import { all, one } from './dom'

// What is found while one types into the top bar. Arrow keys choose, Enter opens what is chosen; with nothing chosen the
// form is sent, and the server goes straight to what is exactly that number. An answer that is overtaken is given up.
const input = one<HTMLInputElement>('#search')
const list = one('#proposals')
const pause = 70
let timer = 0
let asking: AbortController | undefined
let chosen = -1

const options = () => (list ? all<HTMLAnchorElement>('[role=option]', list) : [])

if (input && list) {
  input.addEventListener('input', event => {
    if (!(event as InputEvent).isComposing) ask()
  })
  input.addEventListener('compositionend', ask)
  input.addEventListener('focus', () => input.value.trim() && ask())
  input.addEventListener('keydown', key)
  // A click on a proposal takes the focus first: close after it.
  input.addEventListener('blur', () => setTimeout(() => list.contains(document.activeElement) || close(), 150))
  list.addEventListener('mousedown', event => event.preventDefault())
}

function ask() {
  clearTimeout(timer)
  asking?.abort()
  const text = input?.value.trim() ?? ''
  if (!text) return close()
  timer = window.setTimeout(() => void show(text), pause)
}

async function show(text: string) {
  asking = new AbortController()
  const answer = await fetch(`/search/proposals?q=${encodeURIComponent(text)}`, { headers: { 'HX-Request': 'true' }, signal: asking.signal }).catch(() => undefined)
  if (!answer?.ok || !list || !input || document.activeElement !== input) return
  list.innerHTML = await answer.text()
  list.hidden = false
  input.setAttribute('aria-expanded', 'true')
  choose(-1)
}

function key(event: KeyboardEvent) {
  if (event.isComposing || !list || list.hidden) return
  const found = options()
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault()
    const step = event.key === 'ArrowDown' ? 1 : -1
    choose(found.length === 0 ? -1 : (chosen + step + found.length + (chosen < 0 && step < 0 ? 1 : 0)) % found.length)
  } else if (event.key === 'Enter' && found[chosen]) {
    event.preventDefault()
    found[chosen]?.click()
  } else if (event.key === 'Escape') {
    event.stopPropagation()
    event.preventDefault()
    close()
  }
}

function choose(next: number) {
  chosen = next
  const found = options()
  found.forEach((option, at) => option.setAttribute('aria-selected', String(at === chosen)))
  const option = found[chosen]
  option?.scrollIntoView({ block: 'nearest' })
  if (option) input?.setAttribute('aria-activedescendant', option.id)
  else input?.removeAttribute('aria-activedescendant')
}

function close() {
  clearTimeout(timer)
  asking?.abort()
  if (!list || !input) return
  list.hidden = true
  list.replaceChildren()
  input.setAttribute('aria-expanded', 'false')
  chosen = -1
}
