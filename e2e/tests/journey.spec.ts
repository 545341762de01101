import { expect, isolated, linkState, openTokenForm, pasted, realUrl, signIn, test, tokenForm } from '../support/index.ts'

// These run against real dashboards too (NEZHA_URL, NEZHA_TOKEN), so they know nothing of the fleet.
// There they only read, unless NEZHA_ALLOW_REGISTER=1.
const mayRegister = !realUrl || process.env.NEZHA_ALLOW_REGISTER === '1'

for (const host of ['127.0.0.1', 'lens.test'] as const) {
  test.describe(`at ${host}`, () => {
    test.use({ host })

    test('a guest sees servers, or why there are none', async ({ page }) => {
      await page.goto('/')
      expect(await page.evaluate(() => isSecureContext)).toBe(host === '127.0.0.1')
      const servers = page.getByRole('article')
      const nothing = page.getByText('This dashboard shows guests no servers.')
      const password = page.getByText('The dashboard wants its view password.')
      await expect(servers.or(nothing).or(password).first()).toBeVisible()
      await openTokenForm(page)
      await page.keyboard.press('Escape')
      await expect(tokenForm(page)).toBeHidden()
    })

    test('an owner goes from the list to a server, its latency, and a new server’s command', async ({ page, token }) => {
      test.skip(token === '', 'NEZHA_TOKEN is not set')
      await page.goto('/')
      await signIn(page, token)
      await expect(linkState(page)).toHaveText('live · every 2 s')
      const first = page.getByRole('article').first()
      const none = page.getByText('There are no servers on this dashboard yet.')
      await expect(first.or(none)).toBeVisible()
      test.skip(await none.isVisible(), 'this dashboard has no servers')
      const name = await first.getByRole('link').innerText()

      await first.getByRole('link').click()
      await expect(page).toHaveURL(/#\/server\/\d+$/)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
      const drawn = page.locator('.chart[data-drawn]')
      await expect(drawn.or(page.getByText('No latency monitor covers this server')).first()).toBeVisible()
      if (await drawn.isVisible()) {
        await drawn.focus()
        await page.keyboard.press('End')
        await expect(drawn.getByRole('status')).toContainText(/\d/)
      }

      await page.getByRole('navigation').getByRole('link', { name: 'Register' }).click()
      await expect(page.getByRole('heading', { name: 'Register a server' })).toBeVisible()
      expect(await page.evaluate((token) => document.documentElement.outerHTML.includes(token), token)).toBe(false)
    })

    test('a new server’s command can be copied, secret and all', async ({ page, token }) => {
      test.skip(token === '', 'NEZHA_TOKEN is not set')
      test.skip(!mayRegister, 'NEZHA_ALLOW_REGISTER is not 1')
      const name = `lens-e2e-${Date.now()}`
      await page.goto('/')
      await signIn(page, token)
      await page.getByRole('navigation').getByRole('link', { name: 'Register' }).click()
      // The list that is left can be sorted by a name.
      await expect(page.getByRole('heading', { name: 'Register a server' })).toBeVisible()
      await page.getByLabel('Name').fill(name)
      await page.getByLabel('Tag').fill('lens-e2e')
      await page.getByLabel(/domain or IP for agents/).fill('agents.example')
      await page.getByRole('button', { name: 'Register', exact: true }).click()
      await expect(page.getByRole('heading', { name: `${isolated(name)} is registered` })).toBeVisible()

      const command = page.locator('.install-command pre')
      await expect(command).toContainText('agents.example:5555')
      const shown = await command.innerText()
      await page.getByRole('button', { name: 'Copy' }).click()
      await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
      let copied = ''
      await expect.poll(async () => (copied = await pasted(page)).length).toBe(shown.length)
      // The secret is 18 letters and digits in the copy, and something else on the screen. It is not printed here.
      const differs = [...copied].map((letter, at) => (letter === shown[at] ? ' ' : letter)).join('').trim()
      expect(/^[0-9A-Za-z]{18}$/.test(differs), 'only the secret is masked').toBe(true)

      await page.getByRole('navigation').getByRole('link', { name: 'Servers' }).click()
      await page.getByRole('button', { name: /^lens-e2e/ }).click()
      await expect(page.getByRole('link', { name })).toBeVisible()
    })
  })
}
