import { chromium } from '@playwright/test'
const [,, ...urls] = process.argv
const css = (process.env.CSS ?? '').split('|')
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
const T = 'FAKEFAKEFAKEFAKEFAKEFAKEFAKE0001'
for (const url of urls) for (const style of css) {
  const context = await browser.newContext({ bypassCSP: true, viewport: { width: 1280, height: 860 } })
  const page = await context.newPage()
  await page.goto(new URL('/api/v1/nothing', url).href)
  await page.evaluate((t) => { localStorage.setItem('nezha-lens.token', t); localStorage.setItem('token', t) }, T)
  await page.goto(url)
  const cdp = await context.newCDPSession(page)
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
  await page.waitForTimeout(5000)
  if (style) await page.addStyleTag({ content: style })
  await page.waitForTimeout(1000)
  const get = async () => Object.fromEntries((await cdp.send('Performance.getMetrics')).metrics.map((m) => [m.name, m.value]))
  const a = await get()
  await page.waitForTimeout(12000)
  const b = await get()
  const ms = (n) => (((b[n] - a[n]) * 1000) / 6).toFixed(2)
  console.log(style, 'per poll ms: task', ms('TaskDuration'), 'script', ms('ScriptDuration'), 'layout', ms('LayoutDuration'), 'style', ms('RecalcStyleDuration'), 'layouts', (b.LayoutCount - a.LayoutCount) / 6, 'styles', (b.RecalcStyleCount - a.RecalcStyleCount) / 10, 'nodes', b.Nodes)
  await context.close()
}
await browser.close()
