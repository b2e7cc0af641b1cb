import { all, one } from './dom'

// Menus are <details> and work without script; this closes them.
addEventListener('click', event => {
  const target = event.target as HTMLElement
  for (const menu of all<HTMLDetailsElement>('details.menu[open]')) if (!menu.contains(target)) menu.open = false

  const opener = target.closest<HTMLElement>('[data-open]')
  if (opener?.dataset.open) {
    opener.closest<HTMLDetailsElement>('details.menu')?.removeAttribute('open')
    one<HTMLDialogElement>(opener.dataset.open)?.showModal()
  }
  target.closest('[data-close]')?.closest('dialog')?.close()
  if (target.closest('[data-print]')) print()
})

// A click beside a dialog closes it, like Esc.
addEventListener('click', event => {
  const dialog = event.target
  if (!(dialog instanceof HTMLDialogElement)) return
  const box = dialog.getBoundingClientRect()
  const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom
  if (!inside && event.detail > 0) dialog.close()
})

addEventListener('keydown', event => {
  if (event.key !== 'Escape') return
  for (const menu of all<HTMLDetailsElement>('details.menu[open]')) {
    menu.open = false
    one('summary', menu)?.focus()
  }
  const burger = one<HTMLInputElement>('#burger')
  if (burger) burger.checked = false
})

// The server writes times in the reader's zone from the next request on.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
if (!document.cookie.includes(`zone=${zone}`)) document.cookie = `zone=${zone};path=/;max-age=31536000;samesite=lax`
