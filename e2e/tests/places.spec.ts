import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, linkState, openSignedIn, openWhole, signIn, test } from '../support/index.ts'

/** From the list to a server and back by the address alone, as a guest and as the owner. */
async function works(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await expect(linkState(page)).toHaveText('live · as guest')
  await signIn(page)
  await expect(linkState(page)).toHaveText('live · every 2 s')
  await page.goto(`${address}#/server/7?range=6h`)
  await page.reload()
  await expect(page.locator('.latency').getByRole('button', { name: '6 h' })).toHaveAttribute('aria-pressed', 'true')
  await expect(page.locator('.chart[data-drawn]')).toBeVisible()
}

test('it works at the root', async ({ page }) => {
  await works(page, '/')
})

test.describe('under a path, with the API at the root', () => {
  test.use({ simOptions: ['--mount', '/some/sub/path=CLIENT'] })

  test('it works', async ({ page }) => {
    await works(page, '/some/sub/path/')
  })
})

test.describe('under a path, with the API there too', () => {
  test.use({ simOptions: ['--mount', '/some/sub/path=CLIENT,api'] })

  test('it works, and asks nothing at the root', async ({ page }) => {
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    page.on('websocket', (socket) => asked.push(new URL(socket.url()).pathname))
    await works(page, '/some/sub/path/')
    expect(asked.filter((path) => !path.startsWith('/some/sub/path/'))).toEqual([])
  })
})

test.describe('under a path, on a dashboard with a view password', () => {
  test.use({ simOptions: ['--mount', '/b=CLIENT,api', '--view-password', 'sesame'] })

  test('it is entered there', async ({ page }) => {
    await page.goto('/b/')
    await page.getByLabel('View password').fill('sesame')
    await page.getByRole('button', { name: 'Enter' }).click()
    await expect(linkState(page)).toHaveText('live · as guest')
  })
})

test.describe('in the dashboard’s own static folder, which has no index page and no fallback', () => {
  test.use({
    simOptions: async ({ client }, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'nezha-lens-'))
      cpSync(client, join(folder, 'lens'), { recursive: true })
      cpSync(join(client, 'index.html'), join(folder, 'lens', 'lens.html'))
      await use(['--static-custom', folder])
      rmSync(folder, { recursive: true })
    },
  })

  test('it works by the name of its page', async ({ page }) => {
    await works(page, '/static/lens/lens.html')
  })
})

test.describe('two installations on one origin', () => {
  test.use({ simOptions: ['--mount', '/a=CLIENT,api', '--mount', '/b=CLIENT,api'] })

  test('do not see each other’s token', async ({ context, page }) => {
    await page.goto('/a/')
    await signIn(page)
    for (const other of ['/b/', '/']) {
      const beside = await context.newPage()
      await beside.goto(other)
      await expect(linkState(beside)).toHaveText('live · as guest')
      await beside.close()
    }
    await page.reload()
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
    await page.goto('/b/')
    await signIn(page)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.goto('/a/')
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
  })
})

test('an address that leads nowhere says so, and shows the way back', async ({ page }) => {
  await page.goto('/#/nowhere')
  await expect(page.getByText('There is no such page')).toBeVisible()
  await page.getByRole('link', { name: 'All servers' }).click()
  await expect(page.getByRole('article').first()).toBeVisible()
})

test.describe('three hundred servers', () => {
  test.use({ servers: 300 })

  test('a reload shows the list where it was, and so does the way back from a server after one', async ({ page }) => {
    await openWhole(page)
    const top = () => page.evaluate(() => scrollY)
    await page.evaluate(() => scrollTo(0, 4000))
    await expect.poll(top).toBe(4000)
    await expect(page.locator('[data-place="0"]')).toHaveCount(0)
    await page.reload()
    await expect.poll(top).toBe(4000)
    // Not by a click of Playwright's, which may scroll before: on the server in the middle of the screen, once it is there.
    const openMiddle = () =>
      page.evaluate(() => {
        const link = document.elementFromPoint(innerWidth / 4, innerHeight / 2)?.closest('article')?.querySelector('a')
        link?.click()
        return link !== undefined
      })
    await expect.poll(openMiddle).toBe(true)
    await expect(page.getByRole('heading', { name: 'Latency' })).toBeVisible()
    await page.reload()
    await expect(page.getByRole('heading', { name: 'Latency' })).toBeVisible()
    await page.goBack()
    await expect.poll(top).toBe(4000)
    // However the list is left and come back to.
    for (let round = 0; round < 2; round += 1) {
      await page.evaluate(() => scrollTo(0, 5000))
      await expect.poll(top).toBe(5000)
      await page.goForward()
      await expect(page.getByRole('heading', { name: 'Latency' })).toBeVisible()
      await expect.poll(top).toBe(0)
      await page.goBack()
      await expect.poll(top).toBe(5000)
    }
    // So is a table, whose part comes when it is wanted.
    await page.getByRole('button', { name: 'Table' }).click()
    await expect(page.locator('.server-row').first()).toBeVisible()
    await page.evaluate(() => scrollTo(0, 3000))
    await page.reload()
    await expect.poll(top).toBe(3000)
    // Who comes by a link begins at the top.
    await page.goto('/api/v1/nothing')
    await page.goto('/#/?view=table')
    await expect(page.locator('.server-row').first()).toBeInViewport()
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    expect(await top()).toBe(0)
  })
})

test.describe('three hundred servers in groups, one of them folded', () => {
  test.use({ servers: 300 })

  test('the tag on a server’s page opens its group, and begins at the top', async ({ page, sim }) => {
    await sim.changeServer(150, { tag: 'Lab' })
    await openWhole(page, '/#/?group=tag&fold=Lab')
    await page.evaluate(() => scrollTo(0, 2000))
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(2000)
    await page.evaluate(() => (location.hash = '#/server/150'))
    await page.locator('.title').getByRole('link', { name: 'Lab' }).click()
    await expect(page).toHaveURL(/tag=Lab/)
    await expect(page.getByRole('article').first()).toBeInViewport()
    expect(await page.evaluate(() => scrollY)).toBe(0)
  })
})

test('who is on the servers page already is led to its top by the header, without a step back', async ({ page }) => {
  await page.goto('/#/settings')
  await page.getByRole('link', { name: 'Servers' }).click()
  await expect(page.getByRole('article').first()).toBeVisible()
  await page.getByRole('button', { name: 'Table' }).click()
  await expect(page).toHaveURL(/view=table/)
  const steps = await page.evaluate(() => history.length)
  await page.getByRole('link', { name: 'Servers' }).click()
  await page.getByRole('link', { name: 'Nezha Lens' }).click()
  await expect(page.locator('.server-row').first()).toBeVisible()
  expect(await page.evaluate(() => history.length)).toBe(steps)
})

test('the Back button leads from a server to the list as it was', async ({ page }) => {
  await page.goto('/')
  // However soon after that one goes on.
  await page.getByRole('button', { name: /^Lab/ }).click()
  await page.getByRole('article').first().getByRole('link').click()
  await expect(page.getByRole('heading', { name: 'Latency' })).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('button', { name: /^Lab/ })).toHaveAttribute('aria-pressed', 'true')
})
