import { expect, type Locator, type Page } from '@playwright/test'
import { isolated, openSignedIn } from './steps.ts'

/** The button that sends. */
export const submit = (page: Page): Locator => page.getByRole('button', { name: 'Register', exact: true })

export const nameField = (page: Page): Locator => page.getByRole('textbox', { name: 'Name', exact: true })

export const hostField = (page: Page): Locator => page.getByRole('textbox', { name: /domain or IP for agents/ })

/** What a button says when it asks before it throws something away. */
export const sure = (page: Page): Locator => page.getByRole('button', { name: /^Really\?/ })

/** The install command as it is shown. */
export const command = (page: Page): Locator => page.locator('.install-command pre').first()

/** Opens the page as the owner and fills in a name, and where agents connect to if there is one. */
export async function fillIn(page: Page, name: string, host?: string): Promise<void> {
  await openSignedIn(page, '/#/register')
  await nameField(page).fill(name)
  if (host) await hostField(page).fill(host)
}

/** Waits until a server is registered. */
export async function registered(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('heading', { name: `${isolated(name)} is registered` })).toBeVisible()
}

/** Everything that this tab and this browser keep, as one text. */
export function kept(page: Page): Promise<string> {
  return page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
}
