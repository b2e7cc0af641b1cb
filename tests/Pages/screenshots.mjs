// Looks at every page type in every language, theme and width, takes its picture, and says what is wrong with it.
//   ./run screenshots --out DIR [--pages a,b] [--languages zh-CN,en,es,ar] [--themes light,dark] [--widths 1440,390]
//                     [--data DIR] [--at URL --password WORD [--fill]] [--weights [--all-styles]] [--format png|jpeg]
// Without --at the demo is started and filled; with --data it is kept there and found again. Without --out no pictures are
// taken. A name may end in *: --pages 'floor*'. Exit code 1 says that something is to be mended.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { fill } from './filling.mjs'
import { open, overflow, signIn, violations, weigh } from './looking.mjs'
import { start } from './product.mjs'

const all = JSON.parse(fs.readFileSync(new URL('./pages.json', import.meta.url), 'utf8'))
const { values: options } = parseArgs({ options: {
  out: { type: 'string' }, pages: { type: 'string' }, languages: { type: 'string', default: 'zh-CN,en,es,ar' }, themes: { type: 'string', default: 'light,dark' }, widths: { type: 'string', default: '1440,390' },
  data: { type: 'string' }, at: { type: 'string' }, password: { type: 'string' }, fill: { type: 'boolean' }, weights: { type: 'boolean' }, format: { type: 'string', default: 'png' }, 'all-styles': { type: 'boolean' },
} })
/** Long enough for the sandbox's crew to bring parcels to every stage, up to the buyer's door. */
const crewWorks = 150_000
const heights = { 390: 844 }

/** Fonts and pictures are painted a moment after they are there. */
const settles = 150

/** Good enough for a manual, and small. */
const quality = options.format === 'jpeg' ? { type: 'jpeg', quality: 72 } : {}

/** A build for tests keeps the styles that no page uses, and packs them less. */
const unused = options['all-styles'] ? 65_000 : 0

/** Bytes over the wire. */
const most = { first: 150_000 + unused, withChart: 310_000 + unused, repeat: 15_000 }

/** A browser tab for each processor of a small machine. */
const tabs = 2
const names = options.pages?.split(',')
const chosen = all.filter(page => !names || names.some(name => page.name === name || (name.endsWith('*') && page.name.startsWith(name.slice(0, -1)))))
const unknown = names?.filter(name => !name.endsWith('*') && !all.some(page => page.name === name)) ?? []
if (unknown.length) {
  console.error(`No page type is called ${unknown.join(', ')}; tests/Pages/pages.json lists them.`)
  process.exit(2)
}

if (options.out) fs.mkdirSync(options.out, { recursive: true })
const browser = await open()
const server = options.at ? await running() : await demo()
let faults = 0
try {
  const addresses = await findAll()
  for (const language of options.languages.split(','))
    for (const theme of options.themes.split(','))
      for (const width of options.widths.split(',').map(Number)) faults += await take(language, theme, width, addresses)
  if (options.weights) faults += await weights(addresses)
} finally {
  await browser.close()
  await server.stop()
}
console.log(faults ? `${faults} things to mend.` : 'Nothing to mend.')
process.exit(faults ? 1 : 0)

/** What an earlier run has left in the folder of --data. */
function kept() {
  const file = options.data && path.join(options.data, 'pages.json')
  return file && fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined
}

/** A server that somebody else has started. */
async function running() {
  const there = { url: options.at, password: options.password, ...kept(), stop: async () => {} }
  if (!options.fill) return there
  const state = { password: there.password, found: await filled(there) }
  if (options.data) fs.writeFileSync(path.join(options.data, 'pages.json'), JSON.stringify(state))
  return { ...there, ...state }
}

async function filled(server) {
  const context = await browser.newContext({ locale: 'en' })
  const found = await fill(await signIn(context, server.url, server.password), server.url)
  await context.close()
  return found
}

/** The demo with its crew for a while, then alone and with work left on the floor. */
async function demo() {
  const data = options.data ?? fs.mkdtempSync(path.join(os.tmpdir(), 'entrepot-pages-'))
  const quiet = { OpeningOrdersPerMinute: 0, OrdersPerMinute: 0, Crew: 'off' }
  const before = kept()
  if (before) return { ...await start(data, quiet), ...before }

  console.log('The demo sells and packs for some minutes')
  const busy = await start(data, { OpeningOrdersPerMinute: 240, OrdersPerMinute: 12 })
  await new Promise(resolve => setTimeout(resolve, crewWorks))
  await busy.stop()
  const calm = await start(data, { OpeningOrdersPerMinute: 30, OrdersPerMinute: 0, Crew: 'off' })
  const state = { password: busy.password, found: await filled({ ...calm, password: busy.password }) }
  fs.writeFileSync(path.join(data, 'pages.json'), JSON.stringify(state))
  return { ...calm, ...state, stop: async () => { await calm.stop(); if (!options.data) fs.rmSync(data, { recursive: true }) } }
}

/** The address of each chosen page type: its route, or the first link to it on another page. */
async function findAll() {
  const context = await browser.newContext({ locale: 'en', viewport: { width: 1440, height: 900 } })
  const page = await signIn(context, server.url, server.password)
  const found = new Map()
  for (const one of chosen) {
    const address = server.found?.[one.name] ?? (one.from ? await linkOn(page, one) : one.route.includes('{') ? undefined : one.route)
    if (address) found.set(one.name, address + (one.then ?? ''))
    else if (!one.rare) {
      faults++
      console.log(`${one.name}: the demo has none to show`)
    }
  }
  await context.close()
  return found
}

async function linkOn(page, one) {
  let at = one.from
  for (const route of one.via ? [one.via, one.route] : [one.route]) {
    await page.goto(server.url + at)
    const wanted = new RegExp('^' + route.replace(/\{[^}]+:long\}/g, '\\d+').replace(/\{[^}]+\}/g, '(?!new$)[^/]+') + '$')
    at = (await page.locator('main a[href], main form[action]').evaluateAll(links => links.map(link => link.getAttribute('href') ?? link.getAttribute('action')))).map(link => link.split('?')[0]).find(link => wanted.test(link))
    if (!at) return undefined
  }
  return at
}

async function take(language, theme, width, addresses) {
  const context = await browser.newContext({ locale: language, viewport: { width, height: heights[width] ?? 900 }, reducedMotion: 'reduce' })
  await context.addCookies([{ name: 'lang', value: language, url: server.url }, { name: 'theme', value: theme, url: server.url }])
  const strange = await context.newPage()
  const pages = chosen.filter(one => addresses.has(one.name))
  let faults = 0
  for (const one of pages.filter(one => one.open)) faults += await look(strange, one)
  await (await signIn(context, server.url, server.password)).close()
  const rest = pages.filter(one => !one.open)
  await Promise.all(Array.from({ length: tabs }, async () => {
    const page = await context.newPage()
    for (let one = rest.shift(); one; one = rest.shift()) {
      const found = await look(page, one)
      faults += found
    }
  }))
  await context.close()
  return faults

  async function look(page, one) {
    const said = []
    const listen = message => { if (message.type() === 'error') said.push('console: ' + message.text()) }
    page.on('console', listen)
    const answer = await page.goto(server.url + addresses.get(one.name), { waitUntil: 'load' })
    if (one.rare && answer.status() === 404) {
      page.off('console', listen)
      return 0
    }
    if (one.chart) await page.locator('.chart-canvas svg').first().waitFor()
    if (options.out) await page.waitForTimeout(settles)
    if (answer.status() !== 200) said.push(`answers ${answer.status()}`)
    const file = `${one.name}.${language}.${theme}.${width}`
    if (options.out) await page.screenshot({ path: path.join(options.out, `${file}.${options.format === 'jpeg' ? 'jpg' : 'png'}`), ...quality })
    said.push(...await overflow(page), ...await violations(page))
    page.off('console', listen)
    if (said.length) console.log(`${file}\n  ${said.join('\n  ')}`)
    return said.length
  }
}

/** A first and a second visit of each page type, with nothing kept from before but who is signed in. */
async function weights(addresses) {
  const language = options.languages.split(',')[0]
  const session = await browser.newContext({ locale: language })
  await (await signIn(session, server.url, server.password)).close()
  const storageState = await session.storageState()
  await session.close()
  console.log('page                    first kB  requests  repeat kB   paint ms   again ms')
  let heavy = 0
  for (const one of chosen.filter(one => addresses.has(one.name))) {
    const context = await browser.newContext({ locale: language, viewport: { width: 1440, height: 900 }, storageState: one.open ? undefined : storageState })
    const page = await context.newPage()
    const first = await weigh(page, server.url + addresses.get(one.name))
    const again = await weigh(page, server.url + addresses.get(one.name))
    await context.close()
    const isHeavy = first.bytes > (one.chart ? most.withChart : most.first) || again.bytes > most.repeat
    if (isHeavy) heavy++
    console.log(`${one.name.padEnd(22)} ${kb(first.bytes)} ${String(first.requests).padStart(9)} ${kb(again.bytes)} ${String(first.paint).padStart(10)} ${String(again.paint).padStart(10)}${isHeavy ? '  too heavy' : ''}`)
  }
  return heavy
}

function kb(bytes) {
  return (bytes / 1000).toFixed(1).padStart(10)
}
