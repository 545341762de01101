import { command, expect, fillIn, hostField, registered, submit, test } from '../support/index.ts'

test('the command follows the address as it is typed, and refuses what is none', async ({ page }) => {
  await fillIn(page, 'addressed')
  await submit(page).click()
  await registered(page, 'addressed')
  await expect(page.getByText('The command follows when it is known where agents connect to.').first()).toBeVisible()
  const host = hostField(page)
  await expect(host).toHaveValue('')
  await host.fill('https://panel.example/server')
  await expect(page.getByText('That is an address of a page. The host in it is panel.example.')).toBeVisible()
  await page.getByRole('button', { name: 'Use panel.example' }).click()
  await expect(host).toHaveValue('panel.example')
  await host.fill('$(touch x)')
  await expect(host).toHaveAccessibleDescription('"$" cannot be in a host name.')
  await expect(page.locator('.install-command pre')).toHaveCount(0)
  await host.fill('2001:db8::1')
  await expect(command(page)).toContainText("'[2001:db8::1]:5555'")
  await host.fill('例え.jp')
  await expect(command(page)).toContainText("'xn--r8jz45g.jp:5555'")
  await expect(page.getByText('In the command it is written xn--r8jz45g.jp.')).toBeVisible()
  await host.fill('agents.example')
  const port = page.getByRole('textbox', { name: 'Port', exact: true })
  await port.fill('70000')
  await expect(page.getByText('A number from 1 to 65535.')).toBeVisible()
  await page.getByRole('button', { name: '443 with TLS' }).click()
  await expect(port).toHaveValue('443')
  await expect(command(page)).toContainText("'agents.example:443'")
  await expect(command(page)).toContainText('--tls')
})

test("the page's own host is only a suggestion", async ({ page }) => {
  await fillIn(page, 'suggested')
  await expect(hostField(page)).toHaveValue('')
  await page.getByRole('button', { name: 'Only if not behind a CDN: 127.0.0.1' }).click()
  await expect(hostField(page)).toHaveValue('127.0.0.1')
  await page.reload()
  await expect(hostField(page)).toHaveValue('127.0.0.1')
})

test('every platform has a command with the same address, and says what it does', async ({ page }) => {
  await fillIn(page, 'anywhere', 'agents.example')
  await page.getByRole('checkbox', { name: 'The machine is in mainland China' }).check()
  const platforms = page.getByRole('group', { name: 'Platform' }).getByRole('button')
  await expect(platforms).toHaveCount(12)
  for (const platform of await platforms.all()) {
    await platform.click()
    await expect(platform).toHaveAttribute('aria-pressed', 'true')
    await expect(command(page)).toContainText('agents.example')
    await expect(command(page)).not.toContainText('github.com')
    await expect(page.locator('.effects li').first()).not.toBeEmpty()
  }
})

test("the visitor's own system comes first", async ({ browser, baseURL, page }) => {
  await fillIn(page, 'x')
  const state = await page.context().storageState()
  const windows = await browser.newContext({
    userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0',
    storageState: state,
  })
  const there = await windows.newPage()
  await there.addInitScript(() => Object.defineProperty(navigator, 'userAgentData', { value: undefined }))
  await there.goto(`${baseURL}/#/register`)
  const first = there.getByRole('group', { name: 'Platform' }).getByRole('button').first()
  await expect(first).toHaveText('Windows')
  await expect(first).toHaveAttribute('aria-pressed', 'true')
  await windows.close()
})

test('switches that a way to install would lose are not lost without a word', async ({ page }) => {
  await fillIn(page, 'switched', 'agents.example')
  await page.getByText("More of the agent's options").click()
  await page.getByRole('checkbox', { name: 'No commands from the dashboard' }).check()
  await expect(command(page)).toContainText('--disable-command-execute')
  await page.getByRole('checkbox', { name: 'No access to its network' }).check()
  await expect(page.getByText('would lose --disable-nat without a word')).toBeVisible()
  await expect(page.locator('.install-command pre')).toHaveCount(0)
  await page.locator('.install-command').getByRole('button', { name: 'systemd' }).click()
  await expect(command(page)).toContainText('--disable-nat')
})

test('a saved script is the command, and its name and note are not in it', async ({ page, sim }) => {
  await fillIn(page, 'nameless', 'agents.example')
  await submit(page).click()
  await registered(page, 'nameless')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save as a file' }).click()
  let text = ''
  for await (const part of await (await download).createReadStream()) text += part
  const [{ secret }] = (await sim.stats()).registered
  expect(text).toMatch(/^#!\/bin\/sh\n/)
  expect(text).toContain(secret)
  expect(text).not.toContain('nameless')
})
