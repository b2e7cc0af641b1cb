import { all, one } from './dom'

// What was typed outlives an expired session: when the server asks to sign in instead of taking a form, the form's texts
// wait in this tab, and stand in the form again when its page is back. Never passwords, never files, and only until then.
const stored = 'entrepot.draft'
const patience = 60 * 60 * 1000
type Draft = { page: string; action: string; at: number; values: [string, string][] }

let sent: Draft | null = null

addEventListener('submit', event => remember(event.target as HTMLFormElement), true)
// A button outside its form, as in the dialogs of a bulk bar, is posted without a submit of it.
addEventListener('click', event => {
  const form = (event.target as HTMLElement).closest<HTMLButtonElement>('button[type=submit][form]')?.form
  if (form) remember(form)
}, true)

function remember(form: HTMLFormElement) {
  if (form.method !== 'post') return
  const values = [...form.elements]
    .filter((field): field is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement => field.matches('input:not([type=password], [type=hidden], [type=file], [type=checkbox], [type=radio]), textarea, select'))
    .filter(field => field.name !== '' && field.value !== '')
    .map(field => [field.name, field.value] as [string, string])
  sent = values.length === 0 ? null : { page: location.pathname, action: path(form), at: Date.now(), values }
}

document.addEventListener('htmx:before:response', event => {
  const { response } = (event as CustomEvent).detail.ctx as { response: { status: number } }
  if (sent && response.status === 401) sessionStorage.setItem(stored, JSON.stringify(sent))
  sent = null
})

const path = (form: HTMLFormElement) => new URL(form.getAttribute('action') ?? '', location.href).pathname

function restore() {
  const text = sessionStorage.getItem(stored)
  if (!text || location.pathname === '/sign-in') return
  const draft = JSON.parse(text) as Draft
  if (Date.now() - draft.at > patience) return sessionStorage.removeItem(stored)
  if (draft.page !== location.pathname) return

  sessionStorage.removeItem(stored)
  const form = all<HTMLFormElement>('#main form').find(one => path(one) === draft.action)
  if (!form) return
  for (const [name, value] of draft.values) {
    const field = form.elements.namedItem(name)
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement) field.value = value
  }
  form.closest('dialog')?.showModal()
  dispatchEvent(new CustomEvent('toast', { detail: { text: one('#says')?.dataset.draft ?? '', tone: 'run' } }))
}

restore()
