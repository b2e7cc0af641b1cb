// A day's work in the demo, so that every page has something to show: what the crew of the sandbox does not leave behind.
const until = async (page, url, wanted, tries = 60) => {
  for (let i = 0; i < tries; i++) {
    await page.goto(url)
    if (await page.locator(wanted).count()) return
    await page.waitForTimeout(1_000)
  }
  console.warn(`${url} never showed ${wanted}`)
}

/** Posts a form of the product as its pages do; answers where it led and what was shown there. */
const post = (page, path, fields) => page.evaluate(async ([path, fields]) => {
  const headers = { RequestVerificationToken: document.querySelector('meta[name=csrf]').content }
  const answer = await fetch(path, { method: 'POST', headers, body: new URLSearchParams(fields) })
  return { url: answer.url, status: answer.status, text: await answer.text() }
}, [path, fields])

const scan = async (page, code) => {
  const before = await page.locator('[data-scan-card]').innerText()
  await page.locator('.scan [name=code]').fill(code.trim())
  await page.keyboard.press('Enter')
  await page.waitForFunction(before => document.querySelector('[data-scan-card]').innerText !== before, before)
}

const day = days => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/** Leaves people, printers, papers, transfers and jobs on the floor behind; answers the addresses that no list links to. */
export async function fill(page, base) {
  await page.goto(base + '/users')
  const found = {}
  await people(page, found)
  await lists(page)
  await printers(page)
  await file(page, base)
  await floor(page, base, found)
  return found
}

async function people(page, found) {
  await post(page, '/users/new', { userName: 'chen.li', displayName: 'Chen Li', password: 'Correct-horse-battery-9', role: 'Operator', language: 'zh-CN' })
  const invited = await post(page, '/users/new', { userName: 'amira', displayName: 'Amira Haddad', role: 'Operator', language: 'ar' })
  found.invitation = /\/invitation\/[\w-]+/.exec(invited.text)?.[0]
  await post(page, '/users/roles/new', [['name', 'Night shift'], ['permissions', 'warehouse.view'], ['permissions', 'warehouse.pick'], ['permissions', 'warehouse.pack'], ['permissions', 'warehouse.floor']])
  await post(page, '/api-keys', [['name', 'Price robot'], ['permissions', 'orders.view'], ['permissions', 'stock.view']])
}

async function lists(page) {
  await post(page, '/customs/numbers', { territory: 'GB', kind: 'Eori', value: 'GB123456789000', validFrom: day(-30) })
  await post(page, '/orders/views', { name: 'Germany, dear', query: 'country=DE&sort=-total', shared: 'true' })
  await post(page, '/blacklist', { kind: 'Email', value: 'returns-everything@example.com', reason: 'Sent back eleven parcels of eleven.' })
  await post(page, '/blacklist', { kind: 'Address', line1: 'Lagerstr. 99', postcode: '60327', city: 'Frankfurt am Main', country: 'DE', reason: 'A forwarder that sells on.', until: day(90) })
  for (const [key, from, to, note] of [['demo-1', 'FRA', 'BHX', 'For the weekend'], ['demo-2', 'SZX', 'FRA', 'By rail']])
    await post(page, '/stock/transfers/new', { key, from, to, expectedOn: day(6), note, lines: 'EL-CHG-30 24\nEL-CAB-C1 40' })
}

async function printers(page) {
  // Nobody answers at these addresses of documentation, so their jobs wait and the queue has something to show.
  await post(page, '/settings/printers', { name: 'Zebra, table 1', connection: 'Raw', address: '127.0.0.1:9', language: 'Zpl', dpi: '203', sheet: 'Label4x6' })
  await post(page, '/settings/printers', { name: 'Office, ground floor', connection: 'Ipp', address: 'ipp://127.0.0.1:9/ipp/print', language: 'Pdf', dpi: '300', sheet: 'A4' })
  await post(page, '/settings/printers/stations', { name: 'Packing table 1', printsAtPacking: 'true' })
  await page.goto(new URL('/settings/printers', page.url()).href)
  for (const path of await page.locator('form[action$="/test"]').evaluateAll(forms => forms.map(form => form.getAttribute('action')))) await post(page, path, {})
}

async function file(page, base) {
  const head = 'order,line,sku,description,quantity,unit price,placed at,buyer,country,currency,name,address,city,province,postcode,phone,email,shipping'
  const row = (order, line, sku, pieces) => `${order},${line},${sku},Goods,${pieces},19.90,${new Date().toISOString().slice(0, 16).replace('T', ' ')},jule,DE,EUR,Jule Hartmann,Mainzer Landstr. 12,Frankfurt am Main,,60329,,jule@example.com,`
  const rows = [row('DEALER-1', 1, 'EL-CHG-30', 2), row('DEALER-1', 2, 'EL-CAB-C1', 1), row('DEALER-2', 1, 'EL-CHG-30', 'many'), row('DEALER-3', 1, 'NO-SUCH-SKU', 1)]
  // The second file has other content for an order of the first, which somebody must decide.
  for (const [name, lines] of [['dealers.csv', rows], ['dealers-again.csv', [row('DEALER-1', 1, 'EL-CHG-30', 5)]]]) {
    await page.goto(base + '/imports/new')
    await page.setInputFiles('[name=file]', { name, mimeType: 'text/csv', buffer: Buffer.from([head, ...lines].join('\n')) })
    await page.selectOption('[name=channel]', { label: 'Dealers (files)' })
    await page.selectOption('[name=profile]', 'plain-csv')
    await page.click('main form[enctype] button[type=submit]')
    await page.waitForURL(url => !String(url).endsWith('/new'))
    await until(page, page.url(), '.tag.t-go, .tag.t-warn')
  }
}

async function floor(page, base, found) {
  await until(page, base + '/orders?view=allocated', '#orders tbody tr a')
  await page.goto(base + '/warehouse')
  await post(page, '/warehouse/waves', {})
  await until(page, base + '/warehouse/pick', 'tbody a[href^="/warehouse/pick/"]')
  await walk(page)
  await until(page, base + '/warehouse/pack', 'tbody a[href^="/warehouse/pack/"]')
  found['pack-close'] = await pack(page)

  await page.goto(base + '/warehouse/floor?warehouse=FRA')
  const bins = await binsOf(page, base)
  for (const [name, kind] of [['floor-receive', 'Receive'], ['floor-put-away', 'PutAway'], ['floor-move', 'Move'], ['floor-count', 'Count']])
    found[name] = new URL((await post(page, '/warehouse/floor/start', { kind, warehouse: 'FRA' })).url).pathname
  await page.goto(base + found['floor-count'])
  await scan(page, bins[0])
  await page.goto(base + found['floor-move'])
  await scan(page, bins[0])
  await page.goto(base + found['floor-receive'])
  await scan(page, 'EL-CHG-30')
  found['floor-close'] = found['floor-receive'] + '/close'
}

const binsOf = async (page, base) => {
  await page.goto(base + '/warehouse/bins?warehouse=FRA')
  return page.locator('tbody a[href^="/warehouse/bins/"]').allInnerTexts()
}

/** Picks the first walk to its end and leaves the others. */
async function walk(page) {
  await page.locator('tbody a[href^="/warehouse/pick/"]').first().click()
  await page.locator('[data-scan-card]').waitFor()
  for (;;) {
    const card = await page.locator('[data-scan-card]').innerText()
    if (card.includes('The walk is done.')) return
    await scan(page, await page.locator(card.includes('You are at') ? '.scan-item .sub .code >> nth=-1' : '.big .code >> nth=0').innerText())
  }
}

/** Puts everything of the first picked order into its carton; its closing is left to be looked at. */
async function pack(page) {
  await page.locator('tbody a[href^="/warehouse/pack/"]').first().click()
  await page.locator('[data-scan-card]').waitFor()
  const goods = []
  for (const item of await page.locator('.scan-item').all())
    goods.push([await item.locator('.sub .code').last().innerText(), Number((await item.locator('.big').innerText()).split('/')[1])])
  for (const [code, pieces] of goods) for (let piece = 0; piece < pieces; piece++) await scan(page, code)
  return new URL(page.url()).pathname + '/close'
}
