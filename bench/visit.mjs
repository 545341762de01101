// One visit of one page: a fresh browser, the page's storage set, its requests and its readiness watched.
import { launch } from './cdp.mjs'
import { script } from './in_page.mjs'
import { sleep } from './clock.mjs'

/** The browser is at rest where all its processes used so little in so long; what it is to be waited for at most. */
const REST = { busyMs: 25, everyMs: 500, withinMs: 15_000 }

const open = new Set()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    open.forEach((browser) => browser.kill())
    process.exit(130)
  })
}

/** Opens `target`'s page for `work(visit)` and closes the browser whatever comes of it. */
export async function visit(options, target, port, servers, work) {
  const browser = await launch(options)
  open.add(browser)
  try {
    return await work(await new Visit(options, target, browser).begin(port, servers))
  } finally {
    open.delete(browser)
    await browser.close()
  }
}

class Visit {
  constructor(options, target, browser) {
    Object.assign(this, { options, target, browser, errors: [], polls: [], sizes: new Map() })
  }

  /** Everything up to the moment before the page is asked for. */
  async begin(port, servers) {
    const { browser, options, target } = this
    const page = (this.page = await browser.page())
    const origin = `http://127.0.0.1:${port}`
    this.url = origin + target.path
    for (const domain of ['Page', 'Runtime', 'Network', 'HeapProfiler']) await page.send(`${domain}.enable`)
    await page.send('Runtime.addBinding', { name: '__benchReport' })
    await page.send('Emulation.setDeviceMetricsOverride', {
      width: options.width,
      height: options.height,
      deviceScaleFactor: 1,
      mobile: false,
    })
    // The time a thread was running, which other load on the machine barely moves.
    await page.send('Performance.enable', { timeDomain: 'threadTicks' })
    page.onEvent('Runtime.exceptionThrown', ({ exceptionDetails: thrown }) =>
      this.errors.push(thrown.exception?.description?.split('\n')[0] || thrown.text),
    )
    this.watchPolls()
    await this.warmUp(origin)
    await page.send('Page.addScriptToEvaluateOnNewDocument', { source: script(fill(target.ready, servers)) })
    await this.browserAtRest()
    return this
  }

  /** A new browser goes on starting for seconds (its address bar is a page too), which whoever opens a dashboard does not have. */
  async browserAtRest() {
    const end = Date.now() + REST.withinMs
    for (let before = await this.browserCpuMs(); Date.now() < end; ) {
      await sleep(REST.everyMs)
      const now = await this.browserCpuMs()
      if (now - before <= REST.busyMs) return
      before = now
    }
  }

  /** CPU milliseconds that all processes of the browser have used so far. */
  async browserCpuMs() {
    const { processInfo } = await this.browser.send('SystemInfo.getProcessInfo')
    return 1e3 * processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0)
  }

  /** An empty page of the same origin: storage can be set there, and every target finds the process warm. */
  async warmUp(origin) {
    const { page, target } = this
    const blank = Buffer.from('<!doctype html><title>blank</title>').toString('base64')
    await page.send('Fetch.enable', { patterns: [{ urlPattern: '*/__bench_blank' }] })
    const off = page.onEvent('Fetch.requestPaused', ({ requestId }) =>
      page.send('Fetch.fulfillRequest', {
        requestId,
        responseCode: 200,
        responseHeaders: [{ name: 'content-type', value: 'text/html' }],
        body: blank,
      }),
    )
    const loaded = page.once('Page.loadEventFired')
    await page.send('Page.navigate', { url: `${origin}/__bench_blank` })
    await loaded
    for (const [key, value] of Object.entries(target.localStorage)) {
      const text = JSON.stringify(value === '{token}' ? this.options.token : value)
      await page.evaluate(`localStorage.setItem(${JSON.stringify(key)}, ${text})`)
    }
    await page.send('Fetch.disable')
    off()
  }

  /** Notes when each answer with all servers has arrived, and how long it was. */
  watchPolls() {
    const { page } = this
    page.onEvent('Network.requestWillBeSent', ({ requestId, request }) => {
      if (new URL(request.url).pathname === '/api/v1/server/details') this.sizes.set(requestId, 0)
    })
    page.onEvent('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (this.sizes.delete(requestId)) this.polls.push({ at: Date.now(), bytes: encodedDataLength })
    })
  }

  /** Waits until so many polls have been seen since the beginning. */
  async poll(count) {
    const end = Date.now() + 120_000
    while (this.polls.length < count) {
      if (Date.now() > end) throw new Error(`only ${this.polls.length} of ${count} polls in two minutes`)
      await sleep(5)
    }
  }

  /** What the page reports under a name: when it came true, and when it was painted. */
  async told(tag) {
    const ours = ({ name, payload }) => name === '__benchReport' && JSON.parse(payload).tag === tag
    const { payload } = await this.page.once('Runtime.bindingCalled', ours, this.options.timeout * 1e3)
    return JSON.parse(payload)
  }

  /** Goes to the page and waits until it is ready. */
  async navigate() {
    const ready = this.told('ready')
    await this.page.send('Page.navigate', { url: this.url })
    return ready
  }

  /** Milliseconds that the main thread has been running tasks so far. */
  async cpuMs() {
    return (await this.metric('TaskDuration')) * 1e3
  }

  async metric(name) {
    const { metrics } = await this.page.send('Performance.getMetrics')
    return metrics.find((metric) => metric.name === name).value
  }

  /** Megabytes of JavaScript's heap after a collection, and of WebAssembly's memories. */
  async memoryMB() {
    await this.page.send('HeapProfiler.collectGarbage')
    const heap = await this.metric('JSHeapUsedSize')
    const sizes = await this.page.evaluate('__bench.memories.map((memory) => memory.buffer.byteLength)')
    return { heap: heap / 2 ** 20, wasm: sizes.reduce((sum, size) => sum + size, 0) / 2 ** 20 }
  }

  /** The box of an element, brought to the middle of the window; `null` where there is none. */
  box(selector) {
    return this.page.evaluate(`(() => {
      const element = document.querySelector(${JSON.stringify(selector)})
      if (!element) return null
      element.scrollIntoView({ block: 'center', behavior: 'instant' })
      const { left, top, width, height } = element.getBoundingClientRect()
      return { left, top, width, height }
    })()`)
  }

  mouse(type, x, y, more = {}) {
    return this.page.send('Input.dispatchMouseEvent', { type, x: Math.round(x), y: Math.round(y), ...more })
  }

  async click(selector) {
    const box = await this.box(selector)
    if (!box) throw new Error(`nothing to click: ${selector}`)
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2]
    await this.mouse('mouseMoved', x, y)
    await sleep(80)
    await this.mouse('mousePressed', x, y, { button: 'left', clickCount: 1 })
    await this.mouse('mouseReleased', x, y, { button: 'left', clickCount: 1 })
  }
}

/** An expression of `targets.json` with its number. */
export const fill = (expression, n) => expression.replaceAll('{n}', n)
