import type { Page } from '@playwright/test'
import { expect, test } from '../support/index.ts'

async function expectBothLanguages(page: Page, en: string, zh: string): Promise<void> {
  await expect(page.locator('[lang=en]').getByText(en)).toBeVisible()
  await expect(page.locator('[lang=zh-CN]').getByText(zh)).toBeVisible()
}

for (const [what, files] of [['the program', '**/*.wasm'], ['its glue', '**/nezha-lens-*.js']]) {
  test(`when ${what} does not arrive, the page says so in English and Chinese`, async ({ page, watch }) => {
    watch.allow(/^uncaught/)
    await page.route(files, (route) => route.abort())
    await page.goto('/')
    await expectBothLanguages(page, 'Nezha Lens could not start. A file did not arrive', 'Nezha Lens 无法启动。有文件没有送达')
    await page.unroute(files)
    await page.getByRole('link', { name: 'Load again' }).click()
    await expect(page.getByRole('article').first()).toBeVisible()
  })
}

test('when the program is a page of the proxy’s, the page says so', async ({ page, watch }) => {
  watch.allow(/^uncaught/)
  await page.route('**/*.wasm', (route) => route.fulfill({ contentType: 'text/html', body: '<h1>Log in</h1>' }))
  await page.goto('/')
  await expectBothLanguages(page, 'Nezha Lens could not start.', 'Nezha Lens 无法启动。')
})

test('when not even the loader arrives, there are words instead of a blank page', async ({ page }) => {
  await page.route('**/boot-*.js', (route) => route.abort())
  await page.goto('/')
  await expectBothLanguages(page, 'If this stays, a file did not arrive', '可能是有文件没有送达')
})

test('a browser without WebAssembly is told so', async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'WebAssembly'))
  await page.goto('/')
  await expectBothLanguages(page, 'This browser cannot run WebAssembly', '不能运行 WebAssembly')
})

test('a browser below the floor is told which one is needed', async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(Array.prototype, 'findLast'))
  await page.goto('/')
  await expectBothLanguages(page, 'This browser is too old', '这个浏览器太旧')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the page says that it needs some', async ({ page }) => {
    await page.goto('/')
    await expectBothLanguages(page, 'Nezha Lens needs JavaScript.', '需要启用 JavaScript')
  })
})

test('a browser that keeps nothing shows everything all the same', async ({ page }) => {
  await page.addInitScript(() => {
    for (const shelf of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, shelf, { get: () => { throw new DOMException('denied', 'SecurityError') } })
    }
  })
  await page.goto('/')
  await expect(page.getByRole('article').first()).toBeVisible()
})

test('where its styles do not arrive, the page starts without them', async ({ page, watch }) => {
  watch.allow(/Failed to load resource/)
  await page.route('**/nezha-lens-*.css', (route) => route.abort())
  await page.goto('/')
  await expect(page.getByRole('button', { name: '19 servers' })).toBeVisible()
})

test('a server that does not call the program WebAssembly serves it all the same', async ({ page, watch }) => {
  watch.allow(/MIME/)
  let programs = 0
  await page.route('**/*_bg.wasm', async (route) => {
    programs += 1
    const response = await route.fetch()
    await route.fulfill({ response, headers: { ...response.headers(), 'content-type': 'application/octet-stream' } })
  })
  await page.goto('/')
  await expect(page.getByRole('article').first()).toBeVisible()
  // One is the page's own preload.
  expect(programs).toBeLessThanOrEqual(2)
})
