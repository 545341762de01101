import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, openSignedIn, test } from '../support/index.ts'

async function openLive(page: Page): Promise<void> {
  await page.locator('.near').first().scrollIntoViewIfNeeded()
  await expect(page.locator('.live').getByRole('application', { name: /^CPU of/ })).toBeVisible()
}

test('behind the live charts are a table and files with units, which do not tell the server when asked', async ({ page }) => {
  await openSignedIn(page, '/#/server/1')
  await openLive(page)
  const live = page.locator('.live')
  const name = await page.locator('.title h1').innerText()
  await expect(live.getByRole('application', { name: /^Network of/ })).toHaveAttribute('data-lines', '2')
  await live.getByRole('button', { name: 'pause' }).click()
  await live.getByLabel('Chart').selectOption('Network')
  await live.getByRole('button', { name: 'Table', exact: true }).click()
  const rows = live.getByRole('region', { name: 'Table' }).getByRole('row')
  await expect(rows.first()).toContainText('sent')
  await expect(rows.nth(1)).toContainText(/\d+:\d\d:\d\d.*\d [kMG]?B\/s/)
  const save = async (kind: string) => {
    const [file] = await Promise.all([page.waitForEvent('download'), live.getByRole('button', { name: kind, exact: true }).click()])
    return await readFile(await file.path())
  }
  const csv = (await save('CSV')).toString().trim().split('\r\n')
  expect(csv[0]).toMatch(/^time,"sent \(B\/s\)","received \(B\/s\)"$/)
  expect(csv.length, 'a row for every one of the table').toBe(await rows.count())
  expect((await save('SVG')).toString()).toContain(`<title>Network of ${name}</title>`)
  await live.getByRole('checkbox', { name: 'without names and addresses' }).check()
  const svg = (await save('SVG')).toString()
  expect(svg).toContain('<title>Network of server 1</title>')
  expect(svg).not.toContain(name)
  expect((await save('PNG')).subarray(1, 4).toString()).toBe('PNG')
})
