import type { Page } from '@playwright/test'
import { command, expect, fillIn, hostField, isolated, kept, nameField, openSignedIn, pasted, registered, said, signIn, submit, sure, test, TOKEN } from '../support/index.ts'

for (const [how, send] of [
  ['a click', (page: Page) => submit(page).click()],
  ['a double click', (page: Page) => submit(page).dblclick()],
  ['Enter', (page: Page) => nameField(page).press('Enter')],
  ['Enter pressed again and again', async (page: Page) => {
    await nameField(page).evaluate((field: HTMLInputElement) => {
      for (let times = 0; times < 5; times += 1) field.form?.requestSubmit()
    })
  }],
] as const) {
  test(`${how} registers one server`, async ({ page, sim }) => {
    await sim.fault('register', 'slow', { ms: 800 })
    await fillIn(page, 'just one')
    await send(page)
    await expect(page.getByRole('button', { name: 'Registering …' })).toBeDisabled()
    await registered(page, 'just one')
    const { requests, registered: made } = await sim.stats()
    expect(requests.register).toBe(1)
    expect(made.map((server) => server.name)).toEqual(['just one'])
  })
}

test('names of every kind arrive byte for byte, hidden unless that is switched off', async ({ page, sim }) => {
  const names = ['  blanks  ', `a'b"c\\d$(x)\`y\``, '{"Name":"x"}', '东京 🗼 العربية', '<b>bold</b>', '\u202eevil']
  await openSignedIn(page, '/#/register')
  for (const [at, name] of names.entries()) {
    await nameField(page).fill(name)
    if (at === names.length - 1) await page.getByRole('checkbox', { name: 'Hidden from guests' }).uncheck()
    await submit(page).click()
    await page.getByRole('button', { name: 'Register another' }).click()
    await sure(page).click()
    await expect(nameField(page)).toBeFocused()
  }
  const { registered: made } = await sim.stats()
  expect(made.map((server) => server.name)).toEqual(names)
  expect(made.map((server) => server.hide_for_guest)).toEqual(['on', 'on', 'on', 'on', 'on', 'off'])
})

test('without a name nothing is sent', async ({ page, sim }) => {
  await fillIn(page, '   ')
  await submit(page).click()
  await expect(page.getByText('Give the server a name.')).toBeVisible()
  await expect(nameField(page)).toHaveAttribute('aria-invalid', 'true')
  await expect(nameField(page)).toHaveAccessibleDescription('Give the server a name.')
  expect((await sim.stats()).requests.register ?? 0).toBe(0)
})

test('a name that is taken and the left over tag are pointed out before anything is sent', async ({ page, sim }) => {
  await fillIn(page, 'DUP ')
  await expect(page.getByText('There is a server of this name already.')).toBeVisible()
  await page.getByRole('combobox', { name: 'Tag' }).fill('autoregister')
  await expect(page.getByText('servers that nobody has sorted')).toBeVisible()
  expect((await sim.stats()).requests.register ?? 0).toBe(0)
})

test('a refusal says why, and what was typed is still there to be corrected', async ({ page, sim }) => {
  await sim.fault('register', 'status_401', { times: 1 })
  await fillIn(page, 'refused')
  await submit(page).click()
  await expect(said(page, 'asks for a password')).toBeVisible()
  await expect(nameField(page)).toHaveValue('refused')
  await submit(page).click()
  await registered(page, 'refused')
  expect((await sim.stats()).registered).toHaveLength(1)
})

test('a dashboard that cannot be asked for its servers is sent no registration', async ({ page, sim }) => {
  await fillIn(page, 'unasked')
  await sim.fault('list', 'close')
  await submit(page).click()
  await expect(page.locator('.register').getByText('The dashboard does not answer.')).toBeVisible()
  expect((await sim.stats()).requests.register ?? 0).toBe(0)
})

test('the secret is dots until it is asked for, and the copy is whole', async ({ page, sim }) => {
  await fillIn(page, 'secretive', 'agents.example')
  await submit(page).click()
  await registered(page, 'secretive')
  await expect(command(page)).toContainText('agents.example:5555')
  const [{ secret }] = (await sim.stats()).registered
  expect(await page.content()).not.toContain(secret)
  await page.getByRole('button', { name: 'Copy' }).click()
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
  await expect.poll(() => pasted(page)).toContain(secret)
  await page.getByRole('button', { name: 'Show secret' }).click()
  await expect(command(page)).toContainText(secret)
  await page.getByRole('button', { name: 'Hide secret' }).click()
  expect(await page.content()).not.toContain(secret)
})

/** Lets the browser refuse what pages copy with nowadays. */
async function refuseCopies(page: Page): Promise<void> {
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('denied', 'NotAllowedError'))
  })
}

test('a copy that the browser refuses is made in the old way', async ({ page, sim }) => {
  await refuseCopies(page)
  await fillIn(page, 'refused', 'agents.example')
  await submit(page).click()
  await registered(page, 'refused')
  await page.getByRole('button', { name: 'Copy' }).click()
  await expect(page.getByRole('button', { name: 'Copied', exact: true })).toBeVisible()
  const [{ secret }] = (await sim.stats()).registered
  await expect.poll(() => pasted(page)).toContain(secret)
})

test('where the browser also refuses the old way, nothing is called copied', async ({ page }) => {
  await refuseCopies(page)
  await page.addInitScript(() => {
    document.execCommand = () => false
  })
  await fillIn(page, 'refused', 'agents.example')
  await submit(page).click()
  await registered(page, 'refused')
  await page.getByRole('button', { name: 'Copy' }).click()
  await expect(page.getByRole('button', { name: 'Select the text and copy it by hand.', exact: true })).toBeVisible()
})

test('a secret is in no storage, and gone with its page, which asks before it is left', async ({ page, sim }) => {
  await fillIn(page, 'first', 'agents.example')
  await submit(page).click()
  await page.getByRole('button', { name: 'Show secret' }).click()
  const [{ secret }] = (await sim.stats()).registered
  expect(await kept(page)).not.toContain(secret)
  let asked = ''
  page.once('dialog', (dialog) => {
    asked = dialog.type()
    void dialog.accept()
  })
  await page.reload()
  expect(asked).toBe('beforeunload')
  await expect(said(page, `${isolated('first')} is registered, but its secret is not here.`)).toContainText("dashboard's own server list")
  await expect(page.getByRole('link', { name: "The dashboard's server list" })).toHaveAttribute('href', /\/server$/)
  await expect(hostField(page)).toHaveValue('agents.example')
  expect(await page.content()).not.toContain(secret)
  expect((await sim.stats()).requests.register).toBe(1)
})

test('leaving the page wipes the secret even where the browser keeps the page', async ({ page, sim }) => {
  await fillIn(page, 'wiped', 'agents.example')
  await submit(page).click()
  await page.getByRole('button', { name: 'Show secret' }).click()
  const [{ secret }] = (await sim.stats()).registered
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })))
  await expect(said(page, 'its secret is not here')).toBeVisible()
  expect(await page.content()).not.toContain(secret)
})

test('registering another forgets the first, and its note', async ({ page, sim }) => {
  await fillIn(page, 'first', 'agents.example')
  await submit(page).click()
  await page.getByRole('button', { name: 'Show secret' }).click()
  const [{ secret }] = (await sim.stats()).registered
  await page.getByRole('button', { name: 'Register another' }).click()
  expect(await page.content()).not.toContain(secret)
  expect(await kept(page)).not.toContain('first')
  await expect(nameField(page)).toHaveValue('')
})

test('registering another asks before it throws away a secret that nobody has taken', async ({ page, sim }) => {
  await fillIn(page, 'untaken', 'agents.example')
  // The second click hits what then stands there, and is no answer to anything.
  await submit(page).dblclick()
  await registered(page, 'untaken')
  const again = page.getByRole('button', { name: 'Register another' })
  await again.dblclick()
  await expect(sure(page)).toBeVisible()
  await hostField(page).focus()
  await expect(again, 'who turns away is asked anew').toBeVisible()
  await page.getByRole('button', { name: 'Copy' }).first().click()
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
  await again.click()
  await expect(nameField(page)).toHaveValue('')
  expect((await sim.stats()).registered).toHaveLength(1)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } })

  test('what came of it is what one sees, and has the focus', async ({ page, sim }) => {
    // With all that runs in a page that has been open for some seconds.
    const rest = page.waitForResponse(/\/split_charts-/)
    await openSignedIn(page, '/#/register')
    await rest
    await sim.fault('register', 'slow', { ms: 1000 })
    await hostField(page).fill('agents.example')
    await submit(page).click()
    await expect(nameField(page)).toBeFocused()
    await expect(nameField(page)).toBeInViewport()
    await nameField(page).fill('pocket')
    await submit(page).click()
    const head = page.getByRole('heading', { name: `${isolated('pocket')} is registered` })
    await expect(head).toBeFocused()
    await expect(head).toBeInViewport()
    expect((await sim.stats()).registered).toHaveLength(1)
  })

  test('who fills in another field while it is sent is not taken away from it', async ({ page, sim }) => {
    await sim.fault('register', 'slow', { ms: 1000 })
    await fillIn(page, 'busy')
    await submit(page).click()
    await hostField(page).focus()
    await expect(page.getByRole('heading', { name: `${isolated('busy')} is registered` })).toHaveCount(1)
    await expect(hostField(page)).toBeFocused()
  })
})

test('it turns green by itself when the agent calls', async ({ page, sim }) => {
  await fillIn(page, 'green', 'agents.example')
  await submit(page).click()
  await expect(page.getByText('Waiting for the first report')).toBeVisible()
  await sim.advance(10)
  await expect(page.getByText('The agent has reported.')).toBeVisible()
  await page.getByRole('link', { name: 'Open the server' }).click()
  await expect(page.getByRole('heading', { name: 'green' })).toBeVisible()
})

test('signing out wipes the secret, and it does not come back with the next one who signs in', async ({ page, sim }) => {
  await fillIn(page, 'left-behind', 'agents.example')
  await submit(page).click()
  await page.getByRole('button', { name: 'Show secret' }).click()
  const [{ secret }] = (await sim.stats()).registered
  await expect(command(page)).toContainText(secret)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(command(page)).toHaveCount(0)
  expect(await page.content()).not.toContain(secret)
  await signIn(page)
  await expect(page.getByText(/left-behind.*secret/)).toBeVisible()
  expect(await page.content() + await kept(page)).not.toContain(secret)
})

test('after two minutes the usual reasons are there, the likeliest first, with the line that shows each', async ({ page, sim }) => {
  await page.clock.install()
  await fillIn(page, 'silent', 'agents.example')
  await page.getByRole('checkbox', { name: 'TLS' }).check()
  await sim.fault('register', 'slow', { ms: 1 })
  await submit(page).click()
  await registered(page, 'silent')
  await expect(page.getByText('The usual reasons')).toHaveCount(0)
  await sim.changeServer(21, { reporting: false })
  await page.clock.fastForward('02:01')
  const first = page.locator('.reasons li').first()
  await expect(first).toContainText('turn TLS off')
  await expect(first).toContainText('first record does not look like a TLS handshake')
  await expect(page.locator('.first-report pre')).toContainText('-d')
})

test('a guest is asked for a token instead of the form', async ({ page }) => {
  await page.goto('/#/register')
  await expect(said(page, "Registering needs the owner's token.")).toBeVisible()
  await expect(nameField(page)).toHaveCount(0)
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
})

test('the token is in no page, copy or download of the register script', async ({ page }) => {
  await fillIn(page, 'whoever', 'agents.example')
  await page.getByText('nezha_register.sh').click()
  const script = page.locator('.script pre')
  await expect(script).toContainText("default_host='agents.example'")
  await expect(script).toContainText('NEZHA_TOKEN')
  expect(await page.content()).not.toContain(TOKEN)
  const panel = page.locator('.script')
  await panel.getByRole('button', { name: 'Copy' }).click()
  await expect(panel.getByRole('button', { name: 'Copied' })).toBeVisible()
  const copied = await pasted(page)
  expect(copied).toContain("default_host='agents.example'")
  expect(copied).not.toContain(TOKEN)
  const download = page.waitForEvent('download')
  await panel.getByRole('button', { name: 'Save as a file' }).click()
  const saved = await download
  expect(saved.suggestedFilename()).toBe('nezha_register.sh')
  const stream = await saved.createReadStream()
  let text = ''
  for await (const part of stream) text += part
  expect(text).toContain("default_port='5555'")
  expect(text).not.toContain(TOKEN)
})

test('going away and back sends nothing again, and finds what was made', async ({ page, sim }) => {
  await sim.fault('register', 'slow', { ms: 1000 })
  await fillIn(page, 'and back', 'agents.example')
  const sent = page.waitForRequest(/\/server\/register/)
  await submit(page).click()
  await sent
  await page.getByRole('navigation').getByRole('link', { name: 'Servers' }).click()
  await expect(page.getByRole('heading', { name: 'Register a server' })).toHaveCount(0)
  await page.goBack()
  await registered(page, 'and back')
  await expect(command(page)).toContainText('agents.example:5555')
  expect((await sim.stats()).requests.register).toBe(1)
})

test.describe('at an address that is no secure context', () => {
  test.use({ host: 'lens.test' })

  test('the command is copied all the same, with its secret', async ({ page, sim }) => {
    await fillIn(page, 'plain http', 'agents.example')
    await submit(page).click()
    await registered(page, 'plain http')
    expect(await page.evaluate(() => isSecureContext)).toBe(false)
    await page.getByRole('button', { name: 'Copy' }).click()
    await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
    const [{ secret }] = (await sim.stats()).registered
    await expect.poll(() => pasted(page)).toContain(secret)
  })
})

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN' })

  test("the host has the dashboard's own name for it", async ({ page }) => {
    await page.goto('/api/v1/nothing')
    await page.evaluate((token) => localStorage.setItem('nezha-lens.token', token), TOKEN)
    await page.goto('/#/register')
    await page.getByRole('textbox', { name: '未接入CDN的面板服务器域名/IP', exact: true }).fill('agents.example')
    await expect(command(page)).toContainText('agents.example:5555')
  })
})
