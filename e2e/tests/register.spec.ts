import type { Page } from '@playwright/test'
import { expect, openSignedIn, pasted, said, test } from '../support/index.ts'

const submit = (page: Page) => page.getByRole('button', { name: 'Register', exact: true })

async function fill(page: Page, name: string): Promise<void> {
  await openSignedIn(page, '/#/register')
  await page.getByLabel('Name').fill(name)
}

for (const [how, send] of [
  ['a click', (page: Page) => submit(page).click()],
  ['a double click', (page: Page) => submit(page).dblclick()],
  ['Enter', (page: Page) => page.getByLabel('Name').press('Enter')],
  ['Enter pressed again and again', async (page: Page) => {
    await page.getByLabel('Name').evaluate((field: HTMLInputElement) => {
      for (let times = 0; times < 5; times += 1) field.form?.requestSubmit()
    })
  }],
] as const) {
  test(`${how} registers one server`, async ({ page, sim }) => {
    await sim.fault('register', 'slow', { ms: 800 })
    await fill(page, 'just one')
    await send(page)
    await expect(page.getByRole('button', { name: 'Registering …' })).toBeDisabled()
    await expect(page.getByRole('heading', { name: 'just one is registered' })).toBeVisible()
    const { requests, registered } = await sim.stats()
    expect(requests.register).toBe(1)
    expect(registered.map((server) => server.name)).toEqual(['just one'])
  })
}

test('without a name nothing is sent', async ({ page, sim }) => {
  await fill(page, '   ')
  await submit(page).click()
  await expect(page.getByText('Give the server a name.')).toBeVisible()
  await expect(page.getByLabel('Name')).toHaveAttribute('aria-invalid', 'true')
  expect((await sim.stats()).requests.register ?? 0).toBe(0)
})

test('a lost answer is not asked for again, and what turned up is counted', async ({ page, sim }) => {
  const asked: string[] = []
  page.on('request', (request) => request.url().includes('/register') && asked.push(request.url()))
  await sim.fault('register', 'close_after')
  await fill(page, 'perhaps')
  await submit(page).click()
  await expect(said(page, 'It is not known whether the server was created')).toContainText('Look for it among the servers')
  const polls = async () => (await sim.stats()).requests.details
  const before = await polls()
  await expect.poll(polls).toBeGreaterThan(before + 1)
  expect(asked).toHaveLength(1)
  // Chromium itself sends again over each kept connection that turns out to be closed: none of them may be a poll's.
  expect((await sim.stats()).registered).toHaveLength(1)
  await expect(said(page, 'New servers with this name and tag so far: 1.')).toBeVisible()
})

for (const fault of ['redirect_same', 'truncated', 'empty', 'html'] as const) {
  test(`a registration that meets ${fault} is sent once, and is not called a failure`, async ({ page, sim }) => {
    await sim.fault('register', fault)
    await fill(page, 'once')
    await submit(page).click()
    await expect(said(page, 'It is not known whether the server was created')).toContainText('Look for it among the servers')
    expect((await sim.stats()).requests.register).toBe(1)
  })
}

test('the secret is dots until it is asked for, and the copy is whole', async ({ page, sim }) => {
  await fill(page, 'secretive')
  await page.getByLabel(/domain or IP for agents/).fill('agents.example')
  await submit(page).click()
  const command = page.locator('.install-command pre')
  await expect(command).toContainText('agents.example:5555')
  const [{ secret }] = (await sim.stats()).registered
  expect(await page.content()).not.toContain(secret)
  await page.getByRole('button', { name: 'Copy' }).click()
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
  await expect.poll(() => pasted(page)).toContain(secret)
  await page.getByRole('button', { name: 'Show secret' }).click()
  await expect(command).toContainText(secret)
  await page.getByRole('button', { name: 'Hide secret' }).click()
  expect(await page.content()).not.toContain(secret)
})

test('a copy that the browser refuses is made in the old way, or not called one', async ({ page, sim }) => {
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('denied', 'NotAllowedError'))
  })
  await fill(page, 'refused')
  await page.getByLabel(/domain or IP for agents/).fill('agents.example')
  await submit(page).click()
  await page.getByRole('button', { name: 'Copy' }).click()
  const outcome = page.getByRole('button', { name: /^(Copied|Select the text and copy it by hand\.)$/ })
  await expect(outcome).toBeVisible()
  const [{ secret }] = (await sim.stats()).registered
  if ((await outcome.innerText()) === 'Copied') await expect.poll(() => pasted(page)).toContain(secret)
})

test('registering another forgets the secret, and a reload does too', async ({ page, sim }) => {
  await fill(page, 'first')
  await page.getByLabel(/domain or IP for agents/).fill('agents.example')
  await submit(page).click()
  await page.getByRole('button', { name: 'Show secret' }).click()
  const [{ secret }] = (await sim.stats()).registered
  await page.getByRole('button', { name: 'Register another' }).click()
  expect(await page.content()).not.toContain(secret)
  await expect(page.getByLabel('Name')).toHaveValue('')
  await page.getByLabel('Name').fill('second')
  await submit(page).click()
  await expect(page.getByRole('heading', { name: 'second is registered' })).toBeVisible()
  await page.reload()
  await expect(page.getByLabel(/domain or IP for agents/)).toHaveValue('agents.example')
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
  for (const server of (await sim.stats()).registered) expect(kept).not.toContain(server.secret)
})

test('the command follows the address as it is typed, and refuses what is none', async ({ page }) => {
  await fill(page, 'addressed')
  await submit(page).click()
  await expect(page.getByText('The command follows when it is known where agents connect to.')).toBeVisible()
  const host = page.getByLabel(/domain or IP for agents/)
  await host.fill('https://panel.example/server')
  await expect(page.getByText('That is an address of a page. The host in it is panel.example.')).toBeVisible()
  await host.fill('a b; rm -rf /')
  await expect(page.getByText('Not a host name, IPv4 or IPv6 address.')).toBeVisible()
  await expect(page.locator('.install-command pre')).toHaveCount(0)
  await host.fill('agents.example')
  await page.getByLabel(/^Port/).fill('70000')
  await expect(page.getByText('A number from 1 to 65535.')).toBeVisible()
  await page.getByLabel(/^Port/).fill('443')
  await page.getByRole('checkbox', { name: 'TLS' }).check()
  await expect(page.locator('.install-command pre')).toContainText('agents.example:443')
  await expect(page.locator('.install-command pre')).toContainText('--tls')
})

test('a guest is asked for a token instead of the form', async ({ page }) => {
  await page.goto('/#/register')
  await expect(said(page, "Registering needs the owner's token.")).toBeVisible()
  await expect(page.getByLabel('Name')).toHaveCount(0)
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
})

test('a registration waits for latency that is being asked for, in this tab and in another', async ({ context, page, sim }) => {
  await openSignedIn(page, '/')
  await sim.fault('monitor', 'slow', { ms: 2500 })
  const beside = await context.newPage()
  const asked = beside.waitForRequest(/\/api\/v1\/monitor\//)
  await beside.goto('/#/server/7')
  await asked
  await page.goto('/#/server/1')
  await expect(page.getByRole('heading', { name: 'Latency' })).toBeVisible()
  await page.getByRole('navigation').getByRole('link', { name: 'Register' }).click()
  await page.getByLabel('Name').fill('patient')
  await submit(page).click()
  await expect(page.getByRole('heading', { name: 'patient is registered' })).toBeVisible()
  // That no request overlapped another kind's is what every test ends with.
})
