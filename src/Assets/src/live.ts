import { all, one } from './dom'

// One EventSource per page; the browser reconnects by itself with Last-Event-ID. A hidden tab gives its connection
// back: a host has six of them on HTTP/1.1, and many open tabs would starve the page.
let source: EventSource | undefined

function open() {
  if (source || document.hidden || !one('main [data-live]')) return
  source = new EventSource('/live')
  source.onopen = () => state('on')
  source.onerror = () => {
    state('wait')
    if (source?.readyState !== EventSource.CLOSED) return
    // An error status ends an EventSource for good: start a new one, not all of them at the same moment.
    close()
    setTimeout(open, 5000 + Math.random() * 5000)
  }
  source.addEventListener('numbers', event => {
    const numbers = JSON.parse((event as MessageEvent<string>).data) as Record<string, string>
    for (const [key, text] of Object.entries(numbers)) show(key, text)
  })
}

function close() {
  source?.close()
  source = undefined
}

function show(key: string, text: string) {
  for (const element of all(`[data-live="${CSS.escape(key)}"]`)) {
    if (element.textContent === text) continue
    element.textContent = text
    element.classList.remove('flash')
    void element.offsetWidth // Restarts the animation.
    element.classList.add('flash')
  }
}

function state(now: 'on' | 'wait') {
  for (const dot of all('.top [data-live-state]')) dot.dataset.liveState = now
}

document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()))
document.addEventListener('htmx:after:swap', open)
open()
