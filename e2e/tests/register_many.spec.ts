import { readFile } from 'node:fs/promises'
import type { Page, Request } from '@playwright/test'
import { expect, hostField, isolated, kept, openSignedIn, said, signIn, test } from '../support/index.ts'

async function paste(page: Page, names: string): Promise<void> {
  await openSignedIn(page, '/#/register')
  await page.getByRole('button', { name: 'Many' }).click()
  await page.getByRole('textbox', { name: 'Names' }).fill(names)
}

const progress = (page: Page, done: number, all: number) =>
  page.getByRole('heading', { name: `${done} of ${all} registered` })

test('a range becomes servers, one by one and a second apart, and each has its command', async ({ page, sim }) => {
  const requests: Request[] = []
  page.on('request', (request) => request.url().includes('/server/register') && requests.push(request))
  await paste(page, 'web-[01-03]')
  await hostField(page).fill('agents.example')
  await expect(page.getByText('Will create 3')).toBeVisible()
  await page.getByRole('button', { name: 'Register 3 servers' }).dblclick()
  await expect(page.getByText('the dashboard can crash')).toBeVisible()
  await expect(progress(page, 3, 3)).toBeVisible({ timeout: 20_000 })
  const { registered } = await sim.stats()
  expect(registered.map((server) => server.name)).toEqual(['web-01', 'web-02', 'web-03'])
  const times = requests.map((request) => request.timing().startTime)
  expect(times).toHaveLength(3)
  for (const [at, time] of times.entries()) if (at) expect(time - times[at - 1]).toBeGreaterThan(950)
  await expect(page.locator('.bulk-command', { hasText: 'agents.example:5555' })).toHaveCount(3)
  for (const { secret } of registered) expect(await page.content() + await kept(page)).not.toContain(secret)
  for (const [button, pattern] of [['CSV', 'web-02'], ['cloud-init', 'web-02'], ['Ansible inventory.yml', 'web-02']]) {
    const download = page.waitForEvent('download')
    await page.getByRole('group', { name: 'Save as a file' }).getByRole('button', { name: button }).click()
    const text = await readFile(await (await download).path(), 'utf8')
    expect(text).toContain(pattern)
    // Without it a spreadsheet on a Chinese Windows shows garbage for names.
    expect(text.startsWith('\ufeff')).toBe(button === 'CSV')
    for (const { secret } of registered) expect(text).toContain(secret)
  }
})

test('where the chosen way would lose switches it is said at once, with a way that keeps them', async ({ page }) => {
  await paste(page, 'web-[1-2]')
  await hostField(page).fill('agents.example')
  await page.getByRole('button', { name: 'Register 2 servers' }).click()
  await expect(progress(page, 2, 2)).toBeVisible()
  await page.getByRole('button', { name: 'Linux, official script' }).click()
  await page.locator('summary', { hasText: 'More' }).click()
  await page.getByRole('checkbox', { name: 'Report temperatures' }).check()
  const why = said(page, 'take a way that keeps it')
  await expect(why).toBeVisible()
  await expect(page.getByRole('button', { name: 'CSV' })).toBeDisabled()
  await expect(page.getByRole('button', { name: 'cloud-init' }).last()).toBeEnabled()
  await why.getByRole('button', { name: 'systemd' }).click()
  await expect(why).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'CSV' })).toBeEnabled()
  await expect(page.locator('.bulk-command', { hasText: 'systemctl' })).toHaveCount(2)
})

test('what is there twice or already is pointed out before anything is sent', async ({ page, sim }) => {
  await paste(page, 'new\nnew\ndup\nNEW')
  await expect(page.getByText(`Left out, because they are there twice: ${isolated('new')}`)).toBeVisible()
  await expect(page.getByText(`Differ only in letter case: ${isolated('NEW')}`)).toBeVisible()
  await expect(page.getByText(`There are servers of these names already: ${isolated('dup')}`)).toBeVisible()
  await page.getByRole('textbox', { name: 'Names' }).fill('web-[9-1]')
  await expect(page.getByText('Line 1: the range counts down.')).toBeVisible()
  await page.getByRole('button', { name: 'Register', exact: true }).click()
  await page.getByRole('textbox', { name: 'Names' }).fill('web-[1-2]')
  await page.getByRole('button', { name: 'Register 2 servers' }).click()
  await expect.poll(async () => (await sim.stats()).registered.map(({ name }) => name)).toEqual(['web-1', 'web-2'])
  expect((await sim.stats()).requests.register).toBe(2)
})

test('it stops at the first refusal and goes on when told to', async ({ page, sim }) => {
  await sim.fault('register', 'status_401', { times: 1 })
  await paste(page, 'a\nb')
  await page.getByRole('button', { name: 'Register 2 servers' }).click()
  await expect(said(page, 'asks for a password')).toBeVisible()
  expect((await sim.stats()).registered).toHaveLength(0)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(progress(page, 2, 2)).toBeVisible()
  expect((await sim.stats()).registered.map((server) => server.name)).toEqual(['a', 'b'])
})

test('a page that is loaded again in the middle goes on where it was, and creates nothing twice', async ({ page, sim }) => {
  await sim.fault('register', 'slow', { ms: 1500 })
  await paste(page, 'one\ntwo\nthree')
  await page.getByRole('button', { name: 'Register 3 servers' }).click()
  await expect.poll(async () => (await sim.stats()).requests.register).toBe(2)
  await page.reload()
  await expect(page.getByRole('textbox', { name: 'Names' })).toHaveValue('one\ntwo\nthree')
  await expect(progress(page, 2, 3)).toBeVisible()
  await expect(page.getByText('Some secrets are not here any more.')).toBeVisible()
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(progress(page, 3, 3)).toBeVisible()
  const { registered } = await sim.stats()
  expect(registered.map((server) => server.name)).toEqual(['one', 'two', 'three'])
  expect(registered.map((server) => server.hide_for_guest)).toEqual(['on', 'on', 'on'])
})

test('a lost answer in the middle is counted, and then it goes on', async ({ page, sim }) => {
  await sim.fault('register', 'close_after', { times: 1 })
  await paste(page, 'one\ntwo')
  await page.getByRole('button', { name: 'Register 2 servers' }).click()
  await expect(progress(page, 1, 2)).toBeVisible()
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(progress(page, 2, 2)).toBeVisible()
  expect((await sim.stats()).registered.map((server) => server.name)).toEqual(['one', 'two'])
})

test('it can be stopped, and goes on where it was', async ({ page, sim }) => {
  await paste(page, 'a\nb\nc')
  await page.getByRole('button', { name: 'Register 3 servers' }).click()
  await expect.poll(async () => (await sim.stats()).registered.length).toBe(1)
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(page.getByRole('button', { name: 'Go on' })).toBeVisible()
  const before = (await sim.stats()).registered.length
  expect(before).toBeLessThan(3)
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(progress(page, 3, 3)).toBeVisible()
  expect((await sim.stats()).registered.map((server) => server.name)).toEqual(['a', 'b', 'c'])
})

test('each row turns green when its agent has reported', async ({ page, sim }) => {
  await paste(page, 'early\nsilent')
  await page.getByRole('button', { name: 'Register 2 servers' }).click()
  await expect(progress(page, 2, 2)).toBeVisible()
  const row = (name: string) => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) })
  await expect(row('early')).toContainText('registered')
  const { registered } = await sim.stats()
  const silent = registered.find((server) => server.name === 'silent')
  await sim.changeServer(silent?.id ?? 0, { reporting: false })
  await sim.advance(10)
  await expect(row('early')).toContainText('has reported')
  await expect(row('early').locator('.liveness-mark[data-state="live"]')).toBeVisible()
  await expect(row('silent')).toContainText('registered')
  await expect(row('silent').locator('.liveness-mark')).toHaveCount(0)
})

test('signing out stops it, and no secret is left', async ({ page, sim }) => {
  // Long enough that a busy machine signs out in the middle.
  await sim.fault('register', 'slow', { ms: 1500 })
  await paste(page, 'one\ntwo\nthree')
  await hostField(page).fill('agents.example')
  await page.getByRole('button', { name: 'Register 3 servers' }).click()
  await expect(page.locator('.bulk-command', { hasText: 'agents.example' }).first()).toBeVisible()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('table')).toHaveCount(0)
  await signIn(page)
  await expect(page.getByText('Some secrets are not here any more.')).toBeVisible()
  await expect(page.locator('.bulk-command', { hasText: 'agents.example' })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Go on' })).toBeVisible()
  const before = (await sim.stats()).registered.length
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(progress(page, 3, 3)).toBeVisible()
  expect((await sim.stats()).registered).toHaveLength(3)
  await expect(page.locator('.bulk-command', { hasText: 'agents.example' })).toHaveCount(3 - before)
})
