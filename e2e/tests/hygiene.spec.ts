import { expect, isolated, openSignedIn, said, test } from '../support/index.ts'

test('what to tidy up is listed with its servers, and where that can be done', async ({ page, sim }) => {
  await sim.addServer({ name: 'left over', tag: 'AutoRegister' })
  await openSignedIn(page, '/#/hygiene')
  const finding = (name: string | RegExp) =>
    page.locator('section').filter({ has: page.getByRole('heading', { name }) })
  await expect(finding('No report since the dashboard started').getByRole('link', { name: 'never-reported' })).toBeVisible()
  await expect(finding(`are called ${isolated('dup')}`).getByRole('link')).toHaveCount(2)
  await expect(finding('Left over in AutoRegister').getByRole('link', { name: 'left over' })).toBeVisible()
  await expect(finding(/^Old agent/).first()).toBeVisible()
  await expect(finding('Hidden from guests').getByRole('link').first()).toBeVisible()
  await expect(page.getByText(/^watched for/)).toBeVisible()
  await expect(finding('No report since the dashboard started')).toContainText('Not the same as unused')
  await expect(page.getByRole('link', { name: "The dashboard's server list" })).toHaveAttribute('href', /\/server$/)
  await finding(`are called ${isolated('dup')}`).getByRole('link').first().click()
  await expect(page.getByRole('heading', { name: 'dup' })).toBeVisible()
})

test('a guest is asked for a token', async ({ page }) => {
  await page.goto('/#/hygiene')
  await expect(said(page, "This needs the owner's token.")).toBeVisible()
})
