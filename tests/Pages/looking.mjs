// One look at one page: its picture, what axe-core says of it, what it weighs and when something was to be seen.
import fs from 'node:fs'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const flags = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--hide-scrollbars']

export const open = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags })

/** Only what is under the page's own control: what the reading of WCAG 2.2 AA and good practice asks. */
export async function violations(page) {
  await page.evaluate(axe)
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }))
  return found.violations.map(one => `${one.id}: ${one.nodes.slice(0, 3).map(node => node.target.join(' ') + (one.id === 'color-contrast' ? ` (${node.any[0]?.data?.fgColor} on ${node.any[0]?.data?.bgColor}, ${node.any[0]?.data?.contrastRatio})` : '')).join('; ')}`)
}

/** What is wider than the page lets be seen, and text that is cut off without saying so. */
export const overflow = page => page.evaluate(() => {
  const found = []
  const root = document.scrollingElement
  if (root.scrollWidth > root.clientWidth + 1) found.push(`the page is ${root.scrollWidth - root.clientWidth} px wider than the window`)
  for (const box of document.querySelectorAll('main .sheet, main .panel, main .facts')) {
    const inner = box.querySelector('table')
    if (inner && inner.scrollWidth > box.clientWidth + 1 && box.clientWidth > 0) found.push(`a table in ${box.id || box.className} is ${inner.scrollWidth - box.clientWidth} px wider than its box`)
  }
  return found
})

/** The font of letters beyond Western European ones, such as ł: once for each browser, and only where such a letter is. */
const moreLetters = /latin-ext/

/** Bytes over the wire, without the font of rare letters, and first contentful paint of a load; nothing is kept from before unless the context has it. */
export async function weigh(page, url) {
  const wire = await page.context().newCDPSession(page)
  let bytes = 0, requests = 0
  const apart = new Set()
  await wire.send('Network.enable')
  wire.on('Network.requestWillBeSent', event => { if (moreLetters.test(event.request.url)) apart.add(event.requestId) })
  wire.on('Network.loadingFinished', event => { if (!apart.has(event.requestId)) bytes += event.encodedDataLength; if (event.encodedDataLength) requests++ })
  await page.goto(url, { waitUntil: 'load' })
  await page.waitForTimeout(400)
  const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0)
  await wire.detach()
  return { bytes, requests, paint: Math.round(paint) }
}

export async function signIn(context, base, password) {
  const page = await context.newPage()
  await page.goto(base + '/sign-in')
  await page.fill('[name=userName]', 'admin')
  await page.fill('[name=password]', password)
  await page.click('button.btn-go[type=submit]')
  await page.waitForURL(url => !String(url).includes('sign-in'))
  return page
}
