// Chromium over the DevTools pipe (file descriptors 3 and 4): no port, no dependency.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const FLAGS = [
  '--headless=new', '--remote-debugging-pipe', '--no-first-run', '--no-default-browser-check', '--disable-extensions',
  '--disable-background-networking', '--disable-component-update', '--disable-default-apps', '--disable-sync',
  '--metrics-recording-only', '--mute-audio', '--disable-dev-shm-usage', '--hide-scrollbars',
  '--force-device-scale-factor=1', '--password-store=basic', '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows', '--disable-renderer-backgrounding',
  '--disable-features=Translate,OptimizationHints,MediaRouter,BackForwardCache,AutofillServerCommunication,' +
    'DialMediaRouteProvider',
]

const sleep = (ms) => new Promise((done) => setTimeout(done, ms))

/** Starts a browser with a profile of its own. `close()` ends it and removes the profile. */
export async function launch({ chrome, width, height }) {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-chromium-'))
  // Chromium refuses to run as root with its sandbox; everybody else keeps it.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const child = spawn(
    chrome,
    [...FLAGS, ...sandbox, `--window-size=${width},${height}`, `--user-data-dir=${profile}`, 'about:blank'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], detached: true },
  )
  const pipe = new Pipe(child)

  async function close() {
    await Promise.race([pipe.send('Browser.close').catch(() => {}), sleep(1500)])
    await Promise.race([pipe.exited, sleep(1500)])
    if (!pipe.gone) {
      kill()
      await pipe.exited
    }
    fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
  function kill() {
    try {
      process.kill(-child.pid, 'SIGKILL')
    } catch {
      // It is gone already.
    }
    fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
  return { send: (...call) => pipe.send(...call), on: (listener) => pipe.on(listener), page: () => page(pipe), close, kill }
}

/** Calls and events over the two ends of the pipe; messages end with a zero byte. */
class Pipe {
  constructor(child) {
    this.gone = false
    this.waiting = new Map()
    this.listeners = new Set()
    this.calls = 0
    this.parts = []
    this.out = child.stdio[3]
    this.out.on('error', () => {})
    child.stdio[4].on('error', () => {})
    child.stdio[4].on('data', (data) => this.receive(data))
    this.exited = new Promise((done) => {
      const end = () => {
        this.gone = true
        for (const call of this.waiting.values()) call.bad(new Error('the browser is gone'))
        this.waiting.clear()
        done()
      }
      child.on('exit', end)
      child.on('error', end)
    })
  }

  receive(data) {
    let from = 0
    for (let end = data.indexOf(0); end >= 0; end = data.indexOf(0, from)) {
      this.parts.push(data.subarray(from, end))
      from = end + 1
      const message = JSON.parse(Buffer.concat(this.parts).toString())
      this.parts = []
      this.deliver(message)
    }
    if (from < data.length) this.parts.push(data.subarray(from))
  }

  deliver(message) {
    if (!message.id) return [...this.listeners].forEach((listener) => listener(message))
    const call = this.waiting.get(message.id)
    this.waiting.delete(message.id)
    if (message.error) call?.bad(new Error(`${call.method}: ${message.error.message}`))
    else call?.good(message.result)
  }

  send(method, params = {}, sessionId = undefined) {
    return new Promise((good, bad) => {
      if (this.gone) return bad(new Error('the browser is gone'))
      const id = ++this.calls
      this.waiting.set(id, { good, bad, method })
      this.out.write(JSON.stringify({ id, method, params, sessionId }) + '\0')
    })
  }

  on(listener) {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
}

/** The browser's page, with a session of its own. */
async function page(pipe) {
  const { targetInfos } = await pipe.send('Target.getTargets')
  const { targetId } = targetInfos.find((target) => target.type === 'page')
  const { sessionId } = await pipe.send('Target.attachToTarget', { targetId, flatten: true })
  const send = (method, params) => pipe.send(method, params, sessionId)
  const onEvent = (name, react) =>
    pipe.on((message) => message.sessionId === sessionId && message.method === name && react(message.params))
  /** The next event of a name that satisfies a test. */
  const once = (name, test = () => true, timeoutMs = 60_000) =>
    new Promise((good, bad) => {
      const late = setTimeout(() => {
        off()
        bad(new Error(`timeout waiting for ${name}`))
      }, timeoutMs)
      const off = onEvent(name, (params) => {
        if (!test(params)) return
        clearTimeout(late)
        off()
        good(params)
      })
    })
  const evaluate = async (expression) => {
    const { result, exceptionDetails: thrown } = await send('Runtime.evaluate', {
      expression,
      returnByValue: true,
      awaitPromise: true,
    })
    if (thrown) throw new Error(thrown.exception?.description || thrown.text)
    return result.value
  }
  return { send, onEvent, once, evaluate, targetId }
}
