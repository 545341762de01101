import { expect, linkState, openSignedIn, openTokenForm, signIn, test, tokenForm } from '../support/index.ts'

// Playwright switches the cache off, because a page that comes out of it does not load.
test.use({
  launchOptions: async ({ launchOptions }, use) => {
    await use({ ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] })
  },
})

for (const who of ['a guest', 'the owner'] as const) {
  test(`${who} who goes away and comes back finds the page as it was, and it goes on`, async ({ page, sim }) => {
    await page.addInitScript(() => {
      addEventListener('pageshow', (event) => Object.assign(window, { wasKept: event.persisted }))
    })
    if (who === 'a guest') await page.goto('/')
    else await openSignedIn(page)
    await expect(linkState(page)).toHaveText(/^live/)
    await page.goto('/api/v1/nothing')
    await expect.poll(async () => (await sim.stats()).open_sockets).toBe(0)
    await sim.changeServer(1, { name: 'news meanwhile' })
    await page.goBack({ waitUntil: 'commit' })
    await expect(page.getByRole('link', { name: 'news meanwhile' })).toBeVisible()
    expect(await page.evaluate(() => (window as unknown as { wasKept: boolean }).wasKept)).toBe(true)
    await expect(linkState(page)).toHaveText(/^live/)
    await sim.changeServer(1, { name: 'news again' })
    await expect(page.getByRole('link', { name: 'news again' })).toBeVisible()
    const stats = await sim.stats()
    expect(stats.max_open_sockets).toBe(who === 'a guest' ? 1 : 0)
  })
}

test('a token that is kept nowhere is not there for who goes back to the page', async ({ page }) => {
  await page.goto('/')
  await openTokenForm(page)
  await tokenForm(page).getByLabel('not at all').check()
  await signIn(page)
  await expect(linkState(page)).toHaveText('live · every 2 s')
  await page.goto('/api/v1/nothing')
  await page.goBack({ waitUntil: 'commit' })
  await expect(linkState(page)).toHaveText('live · as guest')
  await expect(page.getByRole('article')).toHaveCount(19)
})
