import { chromium } from '@playwright/test'
const [,, url] = process.argv
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
const T = 'FAKEFAKEFAKEFAKEFAKEFAKEFAKE0001'
const context = await browser.newContext({ viewport: { width: 1280, height: 860 } })
const page = await context.newPage()
await page.goto(new URL('/api/v1/nothing', url).href)
await page.evaluate((t) => { localStorage.setItem('nezha-lens.token', t); localStorage.setItem('token', t) }, T)
await page.goto(url)
const cdp = await context.newCDPSession(page)
await page.waitForTimeout(8000)
await cdp.send('Profiler.enable'); await cdp.send('Profiler.setSamplingInterval', { interval: 100 })
await cdp.send('Profiler.start'); await page.waitForTimeout(20000)
const { profile } = await cdp.send('Profiler.stop')
const self = new Map(), total = new Map(), byId = new Map(profile.nodes.map((n) => [n.id, n])), parent = new Map()
for (const n of profile.nodes) for (const c of n.children ?? []) parent.set(c, n.id)
const dt = profile.timeDeltas
profile.samples.forEach((id, i) => {
  const name = (n) => n.callFrame.functionName || n.callFrame.url.slice(-20) + ':' + n.callFrame.lineNumber
  const t = dt[i] / 1000 / 10
  self.set(name(byId.get(id)), (self.get(name(byId.get(id))) ?? 0) + t)
  const seen = new Set()
  for (let at = id; at; at = parent.get(at)) { const k = name(byId.get(at)); if (!seen.has(k)) { seen.add(k); total.set(k, (total.get(k) ?? 0) + t) } }
})
const top = (m, n) => [...m].filter(([k]) => !/idle/.test(k)).sort((a, b) => b[1] - a[1]).slice(0, n).map(([k, v]) => v.toFixed(2) + '  ' + k.slice(0, 150)).join('\n')
console.log('SELF ms/poll\n' + top(self, 32) + '\nTOTAL\n' + top(total, 45))
await browser.close()
