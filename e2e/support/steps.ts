import { expect, type Locator, type Page } from '@playwright/test'
import { TOKEN } from './simulator.ts'

/** The card of a server. */
export function card(page: Page, name: string): Locator {
  return page.getByRole('article').filter({ has: page.getByRole('link', { name, exact: true }) })
}

/** How the connection is doing, by the word in the header. */
export function linkState(page: Page): Locator {
  return page.getByRole('banner').getByText(/^(live|names only|no answer|paused|connecting|waiting)/)
}

/** A name within a sentence, kept from turning the words around it. */
export const isolated = (name: string): string => `\u2068${name}\u2069`

/** The paragraph that says something, with its next step. */
export function said(page: Page, what: string | RegExp): Locator {
  return page.getByRole('paragraph').filter({ hasText: what })
}

/** The token form. */
export function tokenForm(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Sign in with an API token' })
}

/** Opens the token form; it may have opened by itself, for a guest who may see nothing. */
export async function openTokenForm(page: Page): Promise<void> {
  const form = tokenForm(page)
  await expect(linkState(page)).toHaveText(/^(live|no answer)/)
  if (!(await form.isVisible())) await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).click()
  await expect(form).toBeVisible()
}

/** Signs in with a token that works. */
export async function signIn(page: Page, token: string = TOKEN): Promise<void> {
  await openTokenForm(page)
  const form = tokenForm(page)
  // Not by its label: it is wiped when the form is closed and has no role any more.
  const field = page.locator('dialog input[type=password]')
  try {
    // Not `fill`, nor `expect` while it is in the field: both would put the token into the log of a failure.
    await field.evaluate((input: HTMLInputElement, token) => void (input.value = token), token)
    await form.getByRole('button', { name: 'Sign in' }).click()
    await form.waitFor({ state: 'hidden', timeout: 15_000 })
  } finally {
    await field.evaluate((input: HTMLInputElement) => void (input.value = ''))
  }
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
}

/** Opens a page as the owner, whose token this browser has kept. */
export async function openSignedIn(page: Page, address = '/'): Promise<void> {
  await keepToken(page, 'nezha-lens.token')
  await page.goto(address)
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
}

/** Opens a page as the owner, and waits for what comes some seconds after the first answer. */
export async function openWhole(page: Page, address = '/'): Promise<void> {
  const rest = page.waitForResponse(/\/split_charts-/)
  await openSignedIn(page, address)
  await (await rest).finished()
}

/** Puts the token where the client keeps it, once: a later load finds what the client has made of it. */
export async function keepToken(page: Page, key: string): Promise<void> {
  await page.goto('/api/v1/nothing')
  await page.evaluate(([key, token]) => localStorage.setItem(key, token), [key, TOKEN])
}

/** What the clipboard holds, found out as a person would: by pasting. */
export async function pasted(page: Page): Promise<string> {
  const field = await page.evaluateHandle(() => {
    const field = document.createElement('textarea')
    document.body.append(field)
    field.focus()
    return field
  })
  await page.keyboard.press('ControlOrMeta+V')
  const text = await field.evaluate((field) => field.value)
  await field.evaluate((field) => field.remove())
  return text
}

/** Puts another tab in front of the page, or the page in front again, as far as the page can tell. */
export async function show(page: Page, state: 'visible' | 'hidden'): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { value, configurable: true })
    Object.defineProperty(document, 'hidden', { value: value === 'hidden', configurable: true })
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
  }, state)
}

/** Resets the settings; a button asks whether one is sure. */
export async function resetSettings(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Reset' }).click()
  await page.getByRole('button', { name: 'Really? Every setting is reset' }).click()
}
