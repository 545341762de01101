import { card, expect, isolated, openSignedIn, test } from '../support/index.ts'

test('what is chosen in one tab is chosen in the others, and what is reset is reset in them', async ({ context, page }) => {
  await page.goto('/#/settings')
  const beside = await context.newPage()
  await beside.goto('/')
  await page.getByLabel('Theme').last().selectOption('dark')
  for (const tab of [page, beside]) await expect(tab.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.getByRole('button', { name: 'Reset' }).click()
  for (const tab of [page, beside]) await expect(tab.locator('html')).not.toHaveAttribute('data-theme', 'dark')
  await beside.getByLabel('Language').first().selectOption('zh-CN')
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await expect(page.locator('html')).not.toHaveAttribute('data-theme', 'dark')
})

test('settings are taken along with the columns, and a text that cannot be read changes nothing', async ({ page }) => {
  await openSignedIn(page, '/#/?view=table&cols=cpu,ip')
  await page.getByText('Columns').click()
  await page.getByRole('checkbox', { name: 'Disk' }).check()
  await expect(page).toHaveURL(/cols=cpu,ip,disk$/)
  await page.evaluate(() => (location.hash = '#/settings'))
  await page.getByLabel('Update every').selectOption('10')
  const text = page.getByRole('textbox', { name: 'Export and import' })
  await expect(text).toHaveValue('pace=10\ncols=cpu,ip,disk\n')
  await text.fill('theme=dark\nthis is no setting')
  await page.getByRole('button', { name: 'Import' }).click()
  await expect(page.getByText(`This line is not one of the settings: ${isolated('this is no setting')}`)).toBeVisible()
  await expect(page.locator('html')).not.toHaveAttribute('data-theme', 'dark')
  await text.fill('theme=dark\ncols=memory,cpu')
  await page.getByRole('button', { name: 'Import' }).click()
  await expect(page.getByText('This line is not one of the settings')).toBeHidden()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.evaluate(() => (location.hash = '#/'))
  await expect(page).toHaveURL(/view=table&cols=memory,cpu$/)
  await expect.poll(() => page.getByRole('columnheader').allInnerTexts()).toEqual(['Name', 'Memory', 'CPU'])
  await page.evaluate(() => (location.hash = '#/settings'))
  await page.getByRole('button', { name: 'Reset' }).click()
  await expect(text).toHaveValue('')
  await page.evaluate(() => (location.hash = '#/'))
  await expect(page).toHaveURL(/view=table$/)
})

test('what is chosen while the browser has no room left is not undone by the next choice', async ({ page }) => {
  await page.goto('/#/settings')
  await page.getByLabel('Clock').selectOption('12')
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
  })
  await page.getByLabel('Theme').last().selectOption('dark')
  await page.getByLabel('Speeds in').selectOption('bits')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page.getByRole('textbox', { name: 'Export and import' })).toHaveValue('theme=dark\nspeed-unit=bits\nclock=12\n')
})

test('single keys are shortcuts until that is switched off', async ({ page }) => {
  await page.goto('/')
  const search = page.getByRole('searchbox')
  await expect(search).toBeVisible()
  await page.keyboard.press('/')
  await expect(search).toBeFocused()
  await page.evaluate(() => (location.hash = '#/settings'))
  await page.getByLabel('Shortcuts of one key').selectOption('off')
  await page.evaluate(() => (location.hash = '#/'))
  await expect(page.getByRole('article').first()).toBeVisible()
  await page.keyboard.press('/')
  await expect(search).not.toBeFocused()
  await page.getByRole('article').first().getByRole('link').click()
  await expect(page.getByRole('heading', { name: 'Latency' })).toBeVisible()
  const here = page.url()
  await page.keyboard.press('j')
  await page.keyboard.press(']')
  await expect(page.getByRole('heading', { name: 'Latency' })).toBeVisible()
  expect(page.url()).toBe(here)
})

test('columns that are reset leave what a sent link arranged a visit', async ({ page, context }) => {
  await page.goto('/#/?sort=cpu.desc&group=tag&view=table&cols=cpu')
  await expect(page.locator('.server-row').first()).toBeVisible()
  await page.evaluate(() => (location.hash = '#/settings'))
  await page.getByRole('button', { name: 'Reset' }).click()
  const beside = await context.newPage()
  await beside.goto('/')
  await expect(beside.getByRole('article').first()).toBeVisible()
  await expect(beside).not.toHaveURL(/sort|group|table/)
})

test('units are those that were chosen, on cards and in the strip', async ({ page, sim }) => {
  const status = { NetOutSpeed: 2_048_000, NetInSpeed: 512, NetOutTransfer: 5_497_558_138_880, NetInTransfer: 0 }
  await sim.changeServer(18, { name: 'measured', tag: 'One', reporting: true, status })
  await openSignedIn(page, '/#/?tag=One')
  const strip = page.locator('.overview dl').first()
  const choose = async (label: string, choice: string) => {
    await page.evaluate(() => (location.hash = '#/settings'))
    await page.getByLabel(label).selectOption(choice)
    await page.evaluate(() => (location.hash = '#/'))
  }
  await expect(card(page, 'measured')).toContainText(/2\.0 MB\/s.*5\.5 TB.*512 B\/s/)
  await choose('A kilobyte has', '1024')
  await expect(card(page, 'measured')).toContainText(/2\.0 MiB\/s.*5\.0 TiB.*512 B\/s/)
  await expect(strip).toContainText(/2\.0 MiB\/s/)
  await choose('Speeds in', 'bits')
  await expect(card(page, 'measured')).toContainText(/16 Mbit\/s.*5\.0 TiB.*4\.1 kbit\/s/)
  await expect(strip).toContainText(/16 Mbit\/s/)
})

test.describe('in Kolkata', () => {
  test.use({ timezoneId: 'Asia/Kolkata' })

  test('times are of the zone and by the clock that were chosen', async ({ page, sim }) => {
    const BootTime = Date.UTC(2026, 10, 1, 13, 7) / 1000
    await sim.changeServer(18, { name: 'booted', reporting: true, host: { BootTime } })
    await openSignedIn(page, '/#/server/18')
    const choose = async (label: string, choice: string) => {
      await page.evaluate(() => (location.hash = '#/settings'))
      await page.getByLabel(label).selectOption(choice)
      await page.evaluate(() => (location.hash = '#/server/18'))
    }
    await expect(page.getByText('2026-11-01 18:37')).toBeVisible()
    await choose('Clock', '12')
    await expect(page.getByText('2026-11-01 6:37 PM')).toBeVisible()
    await choose('Time zone', 'utc')
    await expect(page.getByText('2026-11-01 1:07 PM')).toBeVisible()
  })
})

test('a threshold that is chosen past the other one takes it along', async ({ page }) => {
  await openSignedIn(page, '/#/settings')
  const [live, offline] = ['Live: last report at most', 'Offline: no report for'].map((label) => page.getByLabel(label))
  await live.selectOption('60')
  await expect(offline).toHaveValue('180')
  await offline.selectOption('30')
  await expect(live).toHaveValue('15')
})

test('a text that somebody is about to import stays, whatever is chosen meanwhile', async ({ page, context }) => {
  await openSignedIn(page, '/#/settings')
  const text = page.getByRole('textbox', { name: 'Export and import' })
  const beside = await context.newPage()
  await beside.goto('/#/settings')
  await beside.getByLabel('Clock').selectOption('12')
  await expect(text).toHaveValue('clock=12\n')
  await text.fill('theme=dark\nfla')
  await beside.getByLabel('Uptime').selectOption('off')
  await page.getByLabel('Processor').selectOption('off')
  await expect(beside.getByLabel('Processor')).toHaveValue('off')
  await expect(text).toHaveValue('theme=dark\nfla')
  await page.getByRole('button', { name: 'Reset' }).click()
  await expect(text).toHaveValue('')
})

test('a new pace begins at once', async ({ page }) => {
  await page.goto('/api/v1/nothing')
  await page.evaluate(() => localStorage.setItem('nezha-lens.settings', 'pace=30\n'))
  await openSignedIn(page, '/#/settings')
  await expect(page.getByRole('banner')).toContainText('live · every 30 s')
  const asked = page.waitForRequest('**/server/details', { timeout: 5_000 })
  await page.getByLabel('Update every').selectOption('2')
  await asked
})

test('pinned servers are listed, and one that is let go may be taken back until the page is left', async ({ page }) => {
  await openSignedIn(page, '/#/settings')
  const listed = page.locator('.pinned-servers li')
  await expect(page.getByRole('heading', { name: 'Pinned servers' })).toBeVisible()
  await expect(listed).toHaveCount(0)
  for (const id of [3, 1]) {
    await page.goto(`/#/server/${id}`)
    await page.getByRole('button', { name: /^Pin / }).click()
  }
  await page.goto('/#/settings')
  const links = listed.getByRole('link')
  await expect(links).toHaveCount(2)
  expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toEqual(['#/server/3', '#/server/1'])
  const pin = listed.first().getByRole('button', { name: /^Pin / })
  await expect(pin).toHaveAttribute('aria-pressed', 'true')
  await pin.click()
  await expect(pin).toHaveAttribute('aria-pressed', 'false')
  await expect(pin).toBeFocused()
  await pin.click()
  await expect(pin).toHaveAttribute('aria-pressed', 'true')
  await pin.click()
  await page.goto('/#/')
  await expect(page.getByRole('article').first()).toBeVisible()
  await page.goto('/#/settings')
  await expect(links).toHaveCount(1)
  await expect(links).toHaveAttribute('href', '#/server/1')
})
