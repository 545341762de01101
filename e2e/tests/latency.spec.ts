import { expect, linkState, openSignedIn, said, test } from '../support/index.ts'

test('the chart draws every monitor, and the legend takes lines away and brings them back', async ({ page }) => {
  await openSignedIn(page, '/#/server/1')
  const chart = page.locator('.chart')
  await expect(chart).toHaveAttribute('data-drawn', '5')
  const switches = page.getByRole('table').getByRole('button')
  await expect(switches).toHaveCount(5)
  await switches.nth(1).click()
  await expect(switches.nth(1)).toHaveAttribute('aria-pressed', 'false')
  await expect(chart).toHaveAttribute('data-drawn', '4')
  await switches.nth(1).press('Enter')
  await expect(chart).toHaveAttribute('data-drawn', '5')
})

test('every monitor has its numbers, and the lost ones are no fast ones', async ({ page }) => {
  await openSignedIn(page, '/#/server/1')
  const rows = page.getByRole('table').getByRole('row')
  await expect(rows).toHaveCount(6)
  for (const row of (await rows.all()).slice(1)) {
    const [, last, min, median, p95, max, lost] = await row.locator('th, td').allInnerTexts()
    expect(Number(min)).toBeGreaterThan(0)
    expect(Number(min)).toBeLessThanOrEqual(Number(median))
    expect(Number(median)).toBeLessThanOrEqual(Number(p95))
    expect(Number(p95)).toBeLessThanOrEqual(Number(max))
    expect(last).toMatch(/^(–|[\d.]+)$/)
    expect(lost).toMatch(/^[\d.]+%$/)
  }
})

test('the keyboard reads the values out, from the newest backwards', async ({ page }) => {
  await openSignedIn(page, '/#/server/1')
  const chart = page.getByRole('application', { name: /^Latency of .*, by monitor$/ })
  await expect(chart).toHaveAttribute('data-drawn', '5')
  await chart.focus()
  const readOut = chart.getByRole('status')
  await page.keyboard.press('End')
  await expect(readOut).toContainText(/\d+:\d\d/)
  await expect(readOut).toContainText(/\d ms|all lost/)
  const newest = await readOut.innerText()
  await page.keyboard.press('ArrowLeft')
  await expect(readOut).not.toHaveText(newest)
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => readOut.innerText()).toBe(newest)
  await page.keyboard.press('Home')
  await expect.poll(() => readOut.innerText()).not.toBe(newest)
  await page.keyboard.press('Escape')
  await expect(readOut).toBeHidden()
})

test('a range is kept in the address, and is drawn', async ({ page }) => {
  await openSignedIn(page, '/#/server/1')
  await expect(page.locator('.chart')).toHaveAttribute('data-drawn', '5')
  const picture = () => page.locator('.chart canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
  const day = await picture()
  await page.getByRole('button', { name: '1 h', exact: true }).click()
  await expect(page).toHaveURL(/#\/server\/1\?range=1h$/)
  await expect.poll(picture).not.toBe(day)
  await page.reload()
  await expect(page.getByRole('button', { name: '1 h', exact: true })).toHaveAttribute('aria-pressed', 'true')
})

test('a guest sees latency too', async ({ page }) => {
  await page.goto('/#/server/1')
  await expect(page.locator('.chart')).toHaveAttribute('data-drawn', '5')
})

test('a server without monitors says so, and where they are made', async ({ page }) => {
  await openSignedIn(page, '/#/server/20')
  await expect(said(page, 'No latency monitor covers this server')).toContainText('under Services')
  await expect(page.locator('.chart')).toHaveCount(0)
})

for (const [what, address] of [['a server that is hidden', '/#/server/2'], ['a server that does not exist', '/#/server/4711']]) {
  test(`${what} is told to a guest in the same words`, async ({ page }) => {
    await page.goto(address)
    await expect(page.getByRole('heading', { name: 'There is no server with this number here' })).toBeVisible()
    await expect(said(page, 'It was deleted, or it is hidden from guests.')).toBeVisible()
  })
}

test('on a panel with a view password a server’s page says what to do', async ({ page, sim }) => {
  await sim.setViewPassword('open sesame')
  await page.goto('/#/server/1')
  await expect(said(page, 'The dashboard wants its view password.')).toContainText('Enter it on the dashboard')
})

for (const [fault, what] of [
  ['status_500', 'The dashboard failed over this request.'],
  ['html', 'What answers is no Nezha V0 dashboard'],
  ['truncated', "The dashboard's answer was cut off."],
  ['close', 'The dashboard does not answer.'],
] as const) {
  test(`latency that meets ${fault} says so where the chart would be, and the rest goes on`, async ({ page, sim }) => {
    await sim.fault('monitor', fault)
    await openSignedIn(page, '/#/server/1')
    await expect(said(page, what)).toBeVisible()
    await expect(linkState(page)).toHaveText('live · every 2 s')
    await expect(page.getByText('Loading …')).toHaveCount(0)
  })
}

test('coming back to a server within a minute asks for its latency no second time', async ({ page, sim }) => {
  await openSignedIn(page, '/#/server/1')
  await expect(page.locator('.chart')).toHaveAttribute('data-drawn', '5')
  for (let times = 0; times < 3; times += 1) {
    await page.goto('/#/')
    await expect(page.getByRole('article').first()).toBeVisible()
    await page.goto('/#/server/1')
    await expect(page.locator('.chart')).toHaveAttribute('data-drawn', '5')
  }
  expect((await sim.stats()).requests.monitor).toBe(1)
})
