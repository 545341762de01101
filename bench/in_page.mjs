// What runs inside the measured page, before anything else does.

/** The script that installs `__bench` and reports when `ready` (an expression) comes true. */
export const script = (ready) => `(${install})(() => (${ready}))`

/* eslint-disable no-undef -- a page's globals */
function install(ready) {
  const bench = (window.__bench = { long: [], decodes: [], memories: [], fired: 0, clickAt: 0 })
  const observe = (type, react) =>
    new PerformanceObserver((list) => list.getEntries().forEach(react)).observe({ type, buffered: true })
  observe('longtask', (entry) => bench.long.push(entry.duration))
  // The client tells the timeline how long it decoded; the hand-written page does not.
  observe('measure', (entry) => entry.name === 'decode' && bench.decodes.push(entry.duration))
  addEventListener('mouseup', () => (bench.clickAt = performance.now()), true)

  // WebAssembly memories, constructed or exported.
  const keep = (memory) => {
    if (memory instanceof WebAssembly.Memory && !bench.memories.includes(memory)) bench.memories.push(memory)
  }
  const scan = (made) => {
    Object.values((made.instance ?? made).exports ?? {}).forEach(keep)
    return made
  }
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const original = WebAssembly[name]
    WebAssembly[name] = (...args) => original.apply(WebAssembly, args).then(scan)
  }
  for (const name of ['Instance', 'Memory']) {
    WebAssembly[name] = new Proxy(WebAssembly[name], {
      construct(target, args) {
        const made = Reflect.construct(target, args)
        name === 'Memory' ? keep(made) : scan(made)
        return made
      },
    })
  }

  // What the page itself runs by the clock. Ours does not count.
  const frame = window.requestAnimationFrame.bind(window)
  const later = window.setTimeout.bind(window)
  for (const name of ['requestAnimationFrame', 'requestIdleCallback', 'setTimeout', 'setInterval']) {
    const original = window[name].bind(window)
    window[name] = (callback, ...rest) => {
      const counted = (...args) => {
        bench.fired++
        return typeof callback === 'function' ? callback(...args) : undefined
      }
      return original(counted, ...rest)
    }
  }

  /** Looks once a frame; reports when the test came true, and when that frame had been produced. */
  bench.until = (test, tag) => {
    const look = () => {
      let is = false
      try {
        is = test()
      } catch {
        // Not there yet.
      }
      if (!is) return frame(look)
      const seen = performance.now()
      const tell = () => {
        const painted = performance.now()
        __benchReport(JSON.stringify({ tag, seen, painted, clickAt: bench.clickAt }))
      }
      frame(() => later(tell, 0))
    }
    frame(look)
  }

  /** Records the milliseconds between frames until `frames.stop()`. */
  bench.frames = () => {
    const gaps = []
    let last = 0
    let on = true
    const note = (at) => {
      if (last) gaps.push(at - last)
      last = at
      if (on) frame(note)
    }
    frame(note)
    bench.frames.stop = () => {
      on = false
      return gaps
    }
  }
  if (location.pathname !== '/__bench_blank') bench.until(ready, 'ready')
}
