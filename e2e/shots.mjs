import { chromium } from '@playwright/test'
const [,, ...jobs] = process.argv
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
// job: name|port|path|width|height|theme|lang|guest
for (const job of jobs) {
  const [name, port, path, width, height, theme = 'light', lang = 'en-US', who = 'owner'] = job.split('|')
  const context = await browser.newContext({ viewport: { width: +width, height: +height }, colorScheme: theme, locale: lang, deviceScaleFactor: +width < 500 ? 2 : 1 })
  const page = await context.newPage()
  page.on('console', (m) => { if (['error', 'warning'].includes(m.type())) console.log(name, m.text().slice(0, 300)) })
  page.on('pageerror', (e) => console.log(name, 'pageerror', e.message))
  await page.goto(`http://127.0.0.1:${port}/api/v1/nothing`)
  page.on('response', (r) => { if (r.status() === 404) console.log(name, r.url()) })
  if (who === 'owner') await page.evaluate(() => localStorage.setItem('nezha-lens.token', 'FAKEFAKEFAKEFAKEFAKEFAKEFAKE0001'))
  await page.goto(`http://127.0.0.1:${port}/${path}`)
  await page.locator('main[data-painted]').waitFor({ timeout: 20000 }).catch((e) => console.log(name, 'not painted'))
  await page.waitForTimeout(+(process.env.WAIT ?? 2500))
  if (process.env.DO) await page.evaluate(process.env.DO)
  if (process.env.CLICK) { await page.locator(process.env.CLICK).first().click(); await page.waitForTimeout(400) }
  await page.screenshot({ path: `/tmp/wt-servers-shots/${name}.png` })
  await context.close()
}
await browser.close()
