import { expect, keepToken, linkState, openSignedIn, openTokenForm, signIn, test, TOKEN, tokenForm } from '../support/index.ts'

test('after signing in the token is nowhere in the page', async ({ page }) => {
  await page.goto('/')
  await signIn(page)
  await expect(linkState(page)).toHaveText('live · every 2 s')
  for (const address of ['/#/', '/#/server/1', '/#/register']) {
    await page.goto(address)
    await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible()
    const fields = page.locator('input, textarea')
    const typed = await fields.evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value))
    expect(typed).not.toContain(TOKEN)
    expect(await page.content()).not.toContain(TOKEN)
    expect(page.url()).not.toContain(TOKEN)
  }
})

test('signing out wipes the token, here and in every other tab', async ({ context, page }) => {
  await page.goto('/')
  await signIn(page)
  const beside = await context.newPage()
  await beside.goto('/')
  await expect(linkState(beside)).toHaveText('live · every 2 s')
  await expect(beside.getByRole('article')).toHaveCount(20)
  await page.getByRole('button', { name: 'Sign out' }).click()
  for (const tab of [page, beside]) {
    await expect(linkState(tab)).toHaveText('live · as guest')
    await expect(tab.getByRole('article')).toHaveCount(19)
    const kept = await tab.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
    expect(kept).not.toContain(TOKEN)
  }
})

for (const keep of ['in this tab', 'not at all']) {
  test(`signing out reaches a tab whose token is kept ${keep}`, async ({ context, page }) => {
    await page.goto('/')
    await signIn(page)
    const beside = await context.newPage()
    await beside.goto('/')
    await expect(linkState(beside)).toHaveText('live · every 2 s')
    // Its own from now on.
    await beside.getByRole('button', { name: 'Sign out' }).click()
    await openTokenForm(beside)
    await tokenForm(beside).getByLabel(keep).check()
    await signIn(beside)
    await expect(linkState(page)).toHaveText('live · as guest')
    // Nothing that the tabs share changes with this one.
    await openTokenForm(page)
    await tokenForm(page).getByLabel('in this tab').check()
    await signIn(page)
    await expect(linkState(beside)).toHaveText('live · every 2 s')
    await page.getByRole('button', { name: 'Sign out' }).click()
    for (const tab of [page, beside]) await expect(linkState(tab)).toHaveText('live · as guest')
    expect(await beside.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain(TOKEN)
  })
}

test('signing out reaches a tab that was elsewhere meanwhile', async ({ context, page, sim }) => {
  await page.goto('/')
  await openTokenForm(page)
  await tokenForm(page).getByLabel('in this tab').check()
  await signIn(page)
  const beside = await context.newPage()
  await beside.goto('/')
  await signIn(beside)
  await page.goto('about:blank')
  await beside.getByRole('button', { name: 'Sign out' }).click()
  await expect(linkState(beside)).toHaveText('live · as guest')
  const asked = (await sim.stats()).requests.details
  await page.goto('/')
  await expect(linkState(page)).toHaveText('live · as guest')
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain(TOKEN)
  expect((await sim.stats()).requests.details, 'the token was not sent').toBe(asked)
  // Who signs in there again stays so.
  await openTokenForm(page)
  await tokenForm(page).getByLabel('in this tab').check()
  await signIn(page)
  await page.reload()
  await expect(linkState(page)).toHaveText('live · every 2 s')
})

test('a token that was deleted and replaced is tried at once, also while the old one is still being tried', async ({ page, sim }) => {
  await page.goto('/')
  await signIn(page)
  await expect(linkState(page)).toHaveText('live · every 2 s')
  await page.route('**/server/details', async (route) => {
    // The dashboard takes a second to refuse.
    await new Promise((later) => setTimeout(later, 1_000))
    await route.fulfill({ status: 200, contentType: 'application/json', body: '{"code":403,"message":"访问此接口需要认证"}' }).catch(() => undefined)
  })
  await expect(page.getByText('The dashboard does not take this token.')).toBeVisible()
  await page.getByRole('status').getByRole('button', { name: 'Sign in' }).click()
  await expect(tokenForm(page)).toBeVisible()
  const tried = page.waitForRequest(/server\/details/)
  await tried
  await page.unroute('**/server/details')
  await signIn(page)
  // The pause after so many refusals would be longer.
  await expect(linkState(page)).toHaveText('live · every 2 s', { timeout: 3_500 })
  expect((await sim.stats()).token_in_url).toBe(false)
})

test('who signs out while an answer hangs does not wait for it', async ({ page, sim }) => {
  await openSignedIn(page)
  await expect(linkState(page)).toHaveText('live · every 2 s')
  const asked = (await sim.stats()).requests.details
  await sim.fault('details', 'slow', { ms: 29_000 })
  await expect.poll(async () => (await sim.stats()).requests.details).toBeGreaterThan(asked)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(linkState(page)).toHaveText('live · as guest', { timeout: 8_000 })
})

test('where the browser keeps nothing, the token form offers what is left, and it works', async ({ context, page }) => {
  await context.addInitScript(() => {
    const deny = { get: () => { throw new DOMException('denied', 'SecurityError') } }
    for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, deny)
  })
  await page.goto('/')
  await openTokenForm(page)
  const form = tokenForm(page)
  for (const name of ['in this browser', 'in this tab']) await expect(form.getByLabel(name)).toBeDisabled()
  await expect(form.getByLabel('not at all')).toBeChecked()
  await expect(form).toContainText('does not let this page do what is greyed out')
  await signIn(page)
  await expect(linkState(page)).toHaveText('live · every 2 s')
})

test('where the browser has no room left for a token, it is kept in the tab', async ({ context, page }) => {
  await context.addInitScript(() => {
    const setItem = Storage.prototype.setItem
    Storage.prototype.setItem = function (...item) {
      if (this === localStorage && item[1].length > 20) throw new DOMException('full', 'QuotaExceededError')
      return setItem.apply(this, item)
    }
  })
  await page.goto('/')
  await openTokenForm(page)
  await expect(tokenForm(page).getByLabel('in this browser')).toBeDisabled()
  await expect(tokenForm(page).getByLabel('in this tab')).toBeChecked()
  await signIn(page)
  await page.reload()
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
})

for (const [choice, afterReload, inNewTab] of [
  ['in this browser', 'Sign out', 'Sign out'],
  ['in this tab', 'Sign out', 'Sign in'],
  ['not at all', 'Sign in', 'Sign in'],
] as const) {
  test(`a token that is kept ${choice} is kept no longer`, async ({ context, page }) => {
    await page.goto('/')
    await openTokenForm(page)
    await tokenForm(page).getByLabel(choice).check()
    await signIn(page)
    await page.reload()
    await expect(page.getByRole('banner').getByRole('button', { name: afterReload })).toBeVisible()
    const beside = await context.newPage()
    await beside.goto('/')
    await expect(beside.getByRole('banner').getByRole('button', { name: inNewTab })).toBeVisible()
  })
}

for (const [what, text, answer] of [
  ['a wrong token', 'X'.repeat(32), 'The dashboard does not take this token.'],
  ['nothing', '', 'Paste a token.'],
  ['a sentence', 'my token, please!', 'A token has only letters and digits.'],
] as const) {
  test(`${what} does not sign in, and says why`, async ({ page }) => {
    await page.goto('/')
    await openTokenForm(page)
    const form = tokenForm(page)
    await form.getByLabel('API token').fill(text)
    await form.getByLabel('API token').press('Enter')
    await expect(form.getByRole('status')).toContainText(answer)
    await expect(form.getByLabel('API token')).toHaveAttribute('aria-invalid', 'true')
    await expect(form.getByLabel('API token')).toHaveAccessibleDescription(new RegExp(answer))
    await form.getByRole('button', { name: 'Cancel' }).click()
    await expect(form).toBeHidden()
    await openTokenForm(page)
    await expect(form.getByLabel('API token')).toHaveValue('')
    await expect(form.getByRole('status')).toBeEmpty()
  })
}

test('a token that the dashboard no longer takes is said to be refused, with the way to another', async ({ page }) => {
  await page.goto('/api/v1/nothing')
  await page.evaluate(() => localStorage.setItem('nezha-lens.token', 'Y'.repeat(32)))
  await page.goto('/')
  await expect(page.getByText('The dashboard does not take this token.')).toBeVisible()
  const way = page.getByRole('status').getByRole('button', { name: 'Sign in' })
  await way.focus()
  const asked = page.waitForResponse('**/server/details')
  await page.getByRole('button', { name: 'Try now' }).evaluate((button: HTMLElement) => button.click())
  await asked
  await expect(page.getByText(/Next try in|Trying now/)).toBeVisible()
  await expect(way, 'a try that fails alike leaves the focus where it is').toBeFocused()
  await page.keyboard.press('Enter')
  await expect(tokenForm(page)).toBeVisible()
})

test('a token form that is closed while it checks signs nobody in', async ({ page }) => {
  await page.goto('/')
  await openTokenForm(page)
  let answer = () => {}
  await page.route('**/server/list*', async (route) => {
    await new Promise<void>((resolve) => (answer = resolve))
    await route.continue().catch(() => undefined)
  })
  await page.locator('dialog input[type=password]').evaluate((input: HTMLInputElement, token) => void (input.value = token), TOKEN)
  await tokenForm(page).getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('Checking')).toBeVisible()
  const over = page.waitForEvent('requestfailed', (request) => request.url().includes('/server/list'))
  await tokenForm(page).getByRole('button', { name: 'Cancel' }).click()
  // Who no longer wants to know does not leave the token on its way either.
  await over
  answer()
  await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).click()
  await expect(tokenForm(page).getByRole('status')).toBeEmpty()
  expect(await page.evaluate(() => localStorage.getItem('nezha-lens.token'))).toBeNull()
})

test('a guest who may see nothing is offered the token form once', async ({ page, sim }) => {
  for (let id = 1; id <= 20; id++) await sim.changeServer(id, { hidden: true })
  await page.goto('/')
  await expect(tokenForm(page)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(tokenForm(page)).toBeHidden()
  await sim.restart()
  const { sockets_opened: before } = await sim.stats()
  await expect.poll(async () => (await sim.stats()).sockets_opened, { timeout: 20_000 }).toBeGreaterThan(before)
  await expect(linkState(page)).toHaveText('live · as guest')
  await expect(tokenForm(page)).toBeHidden()
})

test('the dashboard’s own login counts, and is no token to sign out of', async ({ page }) => {
  await page.request.post('/sim/login', { data: {} })
  await page.goto('/')
  await expect(page.getByText('signed in by the dashboard')).toBeVisible()
  await expect(linkState(page)).toHaveText('live · every 2 s')
  await expect(page.getByRole('article')).toHaveCount(20)
  await page.request.post('/sim/logout', { data: {} })
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await expect(linkState(page)).toHaveText('live · as guest')
})

test('a refusal that passes costs an owner nothing, and is asked again with pauses', async ({ page, sim }) => {
  await page.request.post('/sim/login', { data: {} })
  await page.goto('/')
  await expect(page.getByRole('article')).toHaveCount(20)
  const refused = { json: { code: 403, message: 'Access denied' } }
  let asked = 0
  await page.route('**/server/details', (route) => {
    asked += 1
    return route.fulfill(refused)
  })
  await expect(linkState(page)).toHaveText(/^no answer/)
  await expect(page.getByRole('article')).toHaveCount(20)
  await expect.poll(() => asked, { timeout: 20_000 }).toBeGreaterThanOrEqual(4)
  // `list` still takes the login, so this is nobody else.
  await expect(page.getByText('signed in by the dashboard')).toBeVisible()
  await expect(page.getByRole('article')).toHaveCount(20)
  expect((await sim.stats()).requests.list).toBeLessThan(6)
  await page.unroute('**/server/details')
  await page.getByRole('button', { name: 'Try now' }).click()
  await expect(linkState(page)).toHaveText('live · every 2 s')
})

test('the dashboard is asked while the program is on its way, once, and its answer is shown', async ({ page }) => {
  await keepToken(page, 'nezha-lens.token')
  let asked = 0
  await page.route('**/server/details', async (route) => {
    asked += 1
    // Only the first answer ever comes.
    if (asked > 1) return
    const response = await route.fetch()
    await route.fulfill({ response })
  })
  const answered = page.waitForResponse('**/server/details')
  await page.route('**/*.wasm', async (route) => {
    await answered
    await route.continue()
  })
  await page.goto('/')
  await expect(page.getByRole('article')).toHaveCount(20)
  await page.unrouteAll({ behavior: 'ignoreErrors' })
})

test('without a token it is asked then who is there, and once', async ({ page }) => {
  const asked: string[] = []
  page.on('request', (request) => request.url().includes('/api/v1/') && asked.push(request.url()))
  const first = page.waitForRequest('**/server/list')
  await page.route('**/*_bg.wasm', async (route) => {
    await first
    await route.continue()
  })
  await page.goto('/')
  await expect(linkState(page)).toHaveText('live · as guest')
  expect(asked).toHaveLength(1)
})
