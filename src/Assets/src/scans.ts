// Scans wait here, in one list for all pages and tabs, until the server has answered each. They are sent one at a time in
// the order in which they were made; each has an id by which the server knows it again. So a dead spot, a reload or an
// expired session loses nothing, and what is sent twice happens once.
export type Scan = { id: string; to: string; who: string; code: string; fields: Record<string, string> }
export type Refused = { id: string; to: string; code: string; said: string }
export type State = 'idle' | 'waiting' | 'signed-out' | 'other-person'
type Outcome = { kind: 'answered'; page: Document } | { kind: 'refused'; said: string } | { kind: 'later' } | { kind: 'signed-out' }

const kept = 'entrepot.scans'
const keptRefused = 'entrepot.scans.refused'
const patience = 15_000
const shortest = 1_000
const longest = 30_000
const refusedMax = 50

let state: State = 'idle'
let pause = shortest
let timer = 0
let token = document.querySelector<HTMLMetaElement>('meta[name=csrf]')?.content ?? ''
const listeners = new Set<(scan?: Scan, answer?: Outcome) => void>()

const read = <T>(key: string): T[] => JSON.parse(localStorage.getItem(key) ?? '[]') as T[]
const who = () => document.querySelector<HTMLMetaElement>('meta[name=who]')?.content ?? ''

export const waiting = () => read<Scan>(kept)
export const refused = () => read<Refused>(keptRefused)
export const stateNow = () => state
export const listen = (told: (scan?: Scan, answer?: Outcome) => void) => listeners.add(told)

export function add(to: string, code: string, fields: Record<string, string>) {
  const id = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`
  localStorage.setItem(kept, JSON.stringify([...waiting(), { id, to, who: who(), code, fields }]))
  tell()
  void send()
}

export function forgetRefused() {
  localStorage.removeItem(keptRefused)
  tell()
}

/** Sends what waits, in this tab alone: another one that is sending goes on. */
export function send(): Promise<void> {
  clearTimeout(timer)
  if (!navigator.locks) return drain()
  return navigator.locks.request(kept, { ifAvailable: true }, async lock => {
    if (lock) await drain()
    else if (waiting().length > 0) timer = window.setTimeout(() => void send(), shortest) // Whoever sends may just have ended, or its tab closes.
  }) as Promise<void>
}

let sending = false
async function drain() {
  if (sending) return
  sending = true
  for (let scan = waiting()[0]; scan; scan = waiting()[0]) {
    if (scan.who !== who()) {
      become('other-person')
      break
    }
    const outcome = await post(scan)
    if (outcome.kind === 'later' || outcome.kind === 'signed-out') {
      become(outcome.kind === 'later' ? 'waiting' : 'signed-out')
      if (outcome.kind === 'later') tryAgainLater()
      break
    }
    pause = shortest
    // Out of the list only now: whatever happened until here, it would have been sent again.
    const answered = scan.id
    localStorage.setItem(kept, JSON.stringify(waiting().filter(other => other.id !== answered)))
    if (outcome.kind === 'refused') localStorage.setItem(keptRefused, JSON.stringify([...refused(), { id: scan.id, to: scan.to, code: scan.code, said: outcome.said }].slice(-refusedMax)))
    become('idle')
    tell(scan, outcome)
  }
  sending = false
  tell()
}

function become(next: State) {
  state = next
}

const tell = (scan?: Scan, answer?: Outcome) => listeners.forEach(told => told(scan, answer))

function tryAgainLater() {
  timer = window.setTimeout(() => void send(), pause * (0.75 + Math.random() / 2))
  pause = Math.min(longest, pause * 2)
}

async function post(scan: Scan, isFresh = false): Promise<Outcome> {
  const body = new URLSearchParams({ ...scan.fields, code: scan.code, scan: scan.id, __RequestVerificationToken: token })
  const headers = { 'HX-Request': 'true', 'HX-Request-Type': 'partial', RequestVerificationToken: token }
  const response = await fetch(scan.to, { method: 'POST', body, headers, signal: AbortSignal.timeout(patience) }).catch(() => undefined)
  if (!response) return { kind: 'later' }
  if (response.status === 401 || isSignIn(response)) return { kind: 'signed-out' }
  if (response.status >= 500 || [408, 425, 429].includes(response.status)) return { kind: 'later' }

  const text = await response.text().catch(() => undefined)
  if (text === undefined) return { kind: 'later' } // The answer broke off: the server may have taken it, and knows it again.
  const page = new DOMParser().parseFromString(text, 'text/html')
  if (page.querySelector('[data-scan-card]')) return { kind: 'answered', page }
  // The page's token is of another session, or of none.
  if (response.status === 400 && !isFresh) return (await renew(scan.to)) ?? post(scan, true)
  return { kind: 'refused', said: said(page) }
}

/** A token for the session there is now; an outcome when there is none to be had. */
async function renew(address: string): Promise<Outcome | undefined> {
  const response = await fetch(address, { signal: AbortSignal.timeout(patience) }).catch(() => undefined)
  if (!response || response.status >= 500) return { kind: 'later' }
  if (response.status === 401 || isSignIn(response)) return { kind: 'signed-out' }
  const page = new DOMParser().parseFromString(await response.text().catch(() => ''), 'text/html')
  token = page.querySelector<HTMLMetaElement>('meta[name=csrf]')?.content ?? token
  return undefined
}

const isSignIn = (response: Response) => response.redirected && new URL(response.url).pathname === '/sign-in'

const said = (page: Document) => (page.querySelector('.problem, main p, h1')?.textContent ?? page.body.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 200)

addEventListener('online', () => void send())
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void send())
