import type { Page } from '@playwright/test'
import { expect, openSignedIn, said, signIn, test } from '../support/index.ts'

/** The files of parts that were fetched, by the part's name. */
function partsOf(page: Page): string[] {
  const parts: string[] = []
  page.on('request', (request) => {
    const part = /split_(\w+)-[0-9a-f]+\.wasm/.exec(request.url())?.[1]
    if (part) parts.push(part)
  })
  return parts
}

/** How long after the first file whose name has `before` was here one with `after` in its name was asked for, in milliseconds. */
function asked(page: Page, after: string, before: string): Promise<number> {
  return page.evaluate(
    ([after, before]) => {
      const files = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
      const named = (what: string) => files.find((file) => file.name.includes(what))
      return (named(after)?.startTime ?? 0) - (named(before)?.responseEnd ?? Infinity)
    },
    [after, before],
  )
}

test('an owner who looks at cards loads nothing else', async ({ page }) => {
  const parts = partsOf(page)
  await openSignedIn(page)
  await expect(page.getByRole('article').first()).toBeVisible()
  await expect(page.locator('main[data-painted]')).toBeAttached()
  // The page that most go to next is fetched when the first one has long been there.
  await expect.poll(() => parts).toEqual(['charts'])
  await expect.poll(() => asked(page, '/split_charts-', '/server/details')).toBeGreaterThan(2900)
})

test('the script asks browsers to compile its functions while it arrives', async ({ page, request }) => {
  await page.goto('/')
  const script = page.locator('link[rel=modulepreload]')
  const text = await (await request.get(await script.evaluate((link: HTMLLinkElement) => link.href))).text()
  // V8 looks for this at the very beginning only, and a tool that takes comments out would take it along.
  expect(text.slice(0, 40)).toMatch(/^\/\/# allFunctionsCalledOnLoad\n/)
})

for (const comesNear of ['hover', 'focus'] as const) {
  test(`the next page is fetched at once where a server has the ${comesNear === 'hover' ? 'pointer' : 'focus'}`, async ({ page }) => {
    const parts = partsOf(page)
    await openSignedIn(page)
    await expect(page.locator('main[data-painted]')).toBeAttached()
    expect(parts).toEqual([])
    await page.getByRole('article').first().getByRole('link')[comesNear]()
    await expect.poll(() => parts).toEqual(['charts'])
    expect(await asked(page, '/split_charts-', '/server/details')).toBeLessThan(2900)
  })
}

test('the next page is rehearsed out of sight, for which nothing is asked and of which nothing stays', async ({ page }) => {
  const asked: string[] = []
  page.on('request', (request) => request.url().includes('/api/v1/monitor/') && asked.push(request.url()))
  await page.addInitScript(() => {
    const rehearsed: string[] = []
    Object.assign(window, { rehearsed })
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) {
        for (const node of addedNodes) {
          if (!(node instanceof Element && node.querySelector('.rehearsal'))) continue
          const lines = node.querySelector('[data-drawn]')?.getAttribute('data-drawn')
          requestAnimationFrame(() => rehearsed.push(`${lines} lines, ${node.isConnected ? 'seen' : 'never seen'}`))
        }
      }
    }).observe(document, { childList: true, subtree: true })
  })
  await openSignedIn(page)
  const rehearsed = () => page.evaluate(() => (window as unknown as { rehearsed: string[] }).rehearsed)
  await expect.poll(rehearsed).toEqual(['13 lines, never seen'])
  expect(asked).toEqual([])
  await expect(page).toHaveTitle('Nezha Lens')
  await page.getByRole('article').first().getByRole('link').click()
  await expect(page.locator('[data-drawn]')).toHaveCount(1)
  expect(asked).toHaveLength(1)
})

test('a guest loads what watches the servers, and nothing else', async ({ page }) => {
  const parts = partsOf(page)
  await page.goto('/')
  await expect(page.getByRole('article').first()).toBeVisible()
  await expect(page.locator('main[data-painted]')).toBeAttached()
  await expect.poll(() => parts).toEqual(['guest', 'charts'])
  await expect.poll(() => asked(page, '/split_charts-', '/split_guest-')).toBeGreaterThan(2900)
})

test('a guest whose part does not arrive is told so, and sees servers when it is tried again', async ({ page, watch }) => {
  watch.allow(/split_guest/)
  await page.route('**/split_guest-*.wasm', (route) => route.abort())
  await page.goto('/')
  await expect(said(page, 'This part of the app did not arrive.')).toBeVisible()
  await expect(page.getByText('Loading …')).toHaveCount(0)
  await page.unroute('**/split_guest-*.wasm')
  await page.getByRole('button', { name: 'Try now' }).click()
  await expect(page.getByRole('article').first()).toBeVisible()
})

test('what another page needs is fetched when it is opened, and once', async ({ page }) => {
  const parts = partsOf(page)
  await page.goto('/')
  await signIn(page)
  await page.getByRole('article').first().getByRole('link').click()
  await expect(page.locator('[data-drawn]')).toBeVisible()
  await page.goBack()
  await page.getByRole('article').nth(1).getByRole('link').click()
  await expect(page.locator('[data-drawn]')).toBeVisible()
  expect(parts.filter((part) => part === 'charts')).toHaveLength(1)
  expect(parts).not.toContain('forms')
})

test('a part that does not arrive says so beside everything else, and comes when asked again', async ({ page, watch }) => {
  watch.allow(/split_forms/)
  await page.goto('/')
  await page.route('**/split_forms-*.wasm', (route) => route.abort())
  await page.getByRole('link', { name: 'Register' }).click()
  await expect(page.getByText('This part of the app did not arrive.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Servers' })).toBeVisible()
  await page.unroute('**/split_forms-*.wasm')
  await page.getByRole('button', { name: 'Try now' }).click()
  await expect(page.getByRole('heading', { name: 'Register a server' })).toBeVisible()
})

test('a part that is served as something else is loaded all the same', async ({ page }) => {
  await page.route('**/split_forms-*.wasm', async (route) => {
    const reply = await route.fetch()
    await route.fulfill({ response: reply, headers: { ...reply.headers(), 'content-type': 'application/octet-stream' } })
  })
  await page.goto('/#/register')
  await expect(page.getByRole('heading', { name: 'Register a server' })).toBeVisible()
})
