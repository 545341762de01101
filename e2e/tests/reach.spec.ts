import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { card, expect, linkState, openSignedIn, openTokenForm, test, TOKEN, tokenForm } from '../support/index.ts'

/** Every page, and how to tell that it is there. */
const pages = [
  ['the servers', '/#/', (page: Page) => page.getByRole('article').first()],
  ['the servers as a table', '/#/?view=table', (page: Page) => page.getByRole('rowheader').first()],
  ['a server', '/#/server/10', (page: Page) => page.locator('.chart[data-drawn="5"]')],
  ['a server with a name of 450 letters', '/#/server/8', (page: Page) => page.locator('.chart[data-drawn="5"]')],
  ['servers compared', '/#/compare', (page: Page) => page.getByRole('heading', { level: 1 })],
  ['what to tidy up', '/#/hygiene', (page: Page) => page.getByRole('heading', { level: 2 }).first()],
  ['the settings', '/#/settings', (page: Page) => page.getByRole('heading', { level: 1 })],
  ['the form', '/#/register', (page: Page) => page.getByLabel('Name')],
  ['nowhere', '/#/nowhere', (page: Page) => page.getByText('There is no such page')],
] as const

/** Goes on after a failure, so that one run tells of every page. */
async function expectNoBarriers(page: Page, where: string, colorScheme: string): Promise<void> {
  const axe = new AxeBuilder({ page })
  // Dark is the same page in other colours.
  if (colorScheme === 'dark') axe.withRules('color-contrast')
  const { violations } = await axe.analyze()
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  const said = grave.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).slice(0, 3).join(' ')}`)
  expect.soft(said, where).toEqual([])
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme })

    test('axe finds nothing serious on any page', async ({ page }) => {
      // It reads every page to the last node.
      test.slow()
      await openSignedIn(page)
      for (const [name, address, sign] of pages) {
        await page.goto(address)
        await expect(sign(page)).toBeVisible()
        await expect(linkState(page)).toHaveText('live · every 2 s')
        await expectNoBarriers(page, name, colorScheme)
      }
      await page.getByRole('button', { name: 'Sign out' }).click()
      await openTokenForm(page)
      await expectNoBarriers(page, 'the token form', colorScheme)
    })

    test('axe finds nothing serious on a command and on a notice', async ({ page, sim }) => {
      await openSignedIn(page, '/#/register')
      await page.getByLabel('Name').fill('reachable')
      await page.getByLabel(/domain or IP for agents/).fill('agents.example')
      await page.getByRole('button', { name: 'Register', exact: true }).click()
      await expect(page.locator('.install-command pre')).toBeVisible()
      await sim.fault('details', 'status_500')
      await expect(page.getByText('The dashboard failed over this request.')).toBeVisible()
      await expectNoBarriers(page, 'a command and a notice', colorScheme)
    })
  })
}

test.describe('360 pixels wide', () => {
  test.use({ viewport: { width: 360, height: 720 } })

  const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)

  test('nothing scrolls sideways on any page', async ({ page }) => {
    await openSignedIn(page)
    for (const [name, address, sign] of pages) {
      await page.goto(address)
      await expect(sign(page)).toBeVisible()
      expect.soft(await overflow(page), name).toBeLessThanOrEqual(0)
    }
  })

  test('nothing scrolls sideways with a command, the token form or a notice', async ({ page, sim }) => {
    await openSignedIn(page, '/#/register')
    await page.getByLabel('Name').fill('narrow')
    await page.getByLabel(/domain or IP for agents/).fill('a-rather-long-name-of-a-host.agents.example')
    await page.getByRole('button', { name: 'Register', exact: true }).click()
    await expect(page.locator('.install-command pre')).toBeVisible()
    expect(await overflow(page)).toBeLessThanOrEqual(0)
    await sim.fault('details', 'html')
    await expect(page.getByText('What answers is no Nezha V0 dashboard')).toBeVisible()
    expect(await overflow(page)).toBeLessThanOrEqual(0)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await openTokenForm(page)
    expect(await overflow(page)).toBeLessThanOrEqual(0)
  })
})

test('a keyboard is enough from the list to a server, its chart and the token form', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('article').first()).toBeVisible()
  const focused = page.locator(':focus')
  /** Goes on until the focus is on something, as someone who cannot see the page does. */
  const tabTo = async (what: RegExp): Promise<void> => {
    for (let steps = 0; steps < 60; steps += 1) {
      await page.keyboard.press('Tab')
      // Past the last element the focus is in the browser's own bar for a moment.
      if ((await focused.count()) === 0) continue
      const name = await focused.evaluate((element) => element.ariaLabel ?? element.textContent ?? '')
      if (what.test(name)) return
    }
    throw new Error(`the Tab key does not reach ${what}`)
  }
  await tabTo(/^Skip to the content$/)
  await expect(focused).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
  expect(new URL(page.url()).hash).not.toBe('#content')

  const name = await page.getByRole('article').first().getByRole('link').innerText()
  await tabTo(new RegExp(`^${name}$`))
  await page.keyboard.press('Enter')
  await expect(page.locator('.chart[data-drawn]')).toBeVisible()
  await tabTo(/^Latency of/)
  await page.keyboard.press('End')
  await expect(page.locator('.chart').getByRole('status')).toContainText(/\d ms|all lost/)

  await page.keyboard.press('Home')
  await page.goto('/#/register')
  await expect(page.getByText("Registering needs the owner's token.")).toBeVisible()
  await tabTo(/^Sign in$/)
  await page.keyboard.press('Enter')
  await expect(tokenForm(page).getByLabel('API token')).toBeFocused()
  await page.keyboard.type(TOKEN)
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Name')).toBeVisible()
  await expect(tokenForm(page)).toBeHidden()
})

test('each page names itself in the title', async ({ page }) => {
  await page.goto('/#/register')
  await expect(page).toHaveTitle(/Register a server/)
  await page.goto('/#/server/1')
  const name = await page.getByRole('heading', { level: 1 }).innerText()
  await expect(page).toHaveTitle(new RegExp(`^${name}`))
})

test('going to another page moves the focus to its content', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('article').first().getByRole('link').press('Enter')
  await expect(page.getByRole('heading', { name: 'Latency' })).toBeVisible()
  await expect(page.getByRole('main')).toBeFocused()
})

test('choosing 简体中文 changes every word, the page’s language, and is remembered', async ({ page }) => {
  await openSignedIn(page, '/')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await page.getByLabel('Language').selectOption('简体中文')
  for (const reload of [false, true]) {
    if (reload) await page.reload()
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
    await expect(page.getByRole('navigation').getByRole('link', { name: '服务器' })).toBeVisible()
    await expect(page.getByRole('button', { name: '退出' })).toBeVisible()
    await expect(card(page, 'never-reported')).toContainText('面板启动以来没有上报')
    await expect(page.getByRole('meter', { name: '内存' }).first()).toBeVisible()
  }
  await page.getByLabel('语言').selectOption('English')
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
})

test.describe('a browser that speaks Chinese', () => {
  test.use({ locale: 'zh-CN' })

  test('gets Chinese without asking', async ({ page }) => {
    await page.goto('/')
    await expect(page.getByRole('button', { name: '登录' })).toBeVisible()
  })
})

test('where the system chooses the colours, what is chosen and how full things are can still be told', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await openSignedIn(page)
  const ground = (name: string) => page.getByRole('button', { name, exact: true }).evaluate((button) => getComputedStyle(button).backgroundColor)
  await expect(page.getByRole('button', { name: 'Cards', exact: true })).toHaveAttribute('aria-pressed', 'true')
  expect(await ground('Cards')).not.toBe(await ground('Table'))
  const bar = page.locator('.gauge-bar').first()
  expect(await bar.evaluate((bar) => getComputedStyle(bar).forcedColorAdjust)).toBe('none')
})

test('choosing dark darkens the page, and is remembered', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('article').first()).toBeVisible()
  /** From 0 for black to 765 for white. */
  const brightness = () =>
    page.evaluate(() => {
      const [red, green, blue] = getComputedStyle(document.documentElement).backgroundColor.match(/\d+/g) ?? []
      return Number(red) + Number(green) + Number(blue)
    })
  expect(await brightness()).toBeGreaterThan(600)
  await page.getByLabel('Theme').selectOption('Dark')
  await expect.poll(brightness).toBeLessThan(200)
  await page.reload()
  await expect(page.getByRole('article').first()).toBeVisible()
  expect(await brightness()).toBeLessThan(200)
})
