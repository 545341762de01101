// Loads the app, asks the dashboard meanwhile what the app will ask first, and where loading fails says why in the shell that
// index.html shows until then.
// The page's policy allows no inline script, so this is a file of its own; it is hashed like every other.

const reasons = {
  noWasm: [
    'This browser cannot run WebAssembly, or is set not to.',
    '这个浏览器不能运行 WebAssembly，或已将其禁用。',
  ],
  tooOld: [
    'This browser is too old: Chromium 109, Safari 16.4 or Firefox 115 is needed.',
    '这个浏览器太旧：需要 Chromium 109、Safari 16.4 或 Firefox 115。',
  ],
  notLoaded: [
    'A file did not arrive, or arrived changed. Look whether all files of the archive are on the server.',
    '有文件没有送达，或被改动。请检查压缩包中的文件是否都在服务器上。',
  ],
}

// The page, its styles and its files may still be on their way: this runs as soon as it is here.
async function pageIsRead() {
  if (document.readyState !== 'loading') return
  await new Promise((read) => document.addEventListener('DOMContentLoaded', read, { once: true }))
}

async function sayWhy([en, zh]) {
  await pageIsRead()
  document.getElementById('shell-slow').hidden = true
  document.getElementById('shell-broken').hidden = false
  document.getElementById('shell-reason-en').textContent = en
  document.getElementById('shell-reason-zh').textContent = zh
  for (const again of document.querySelectorAll('#shell-broken a')) again.onclick = loadAgain
}

// The page itself may be an old one that the browser kept, which a link would bring again.
function loadAgain(event) {
  event.preventDefault()
  location.reload()
}

// A second policy can only narrow the first: sockets go to this host and nowhere else.
function narrowSockets() {
  const policy = document.createElement('meta')
  policy.httpEquiv = 'Content-Security-Policy'
  policy.content = `connect-src 'self' ws://${location.host} wss://${location.host}`
  document.head.append(policy)
}

// The first question of `src/feed`, or without a token that of `src/session.rs`, by their rules; `src/net/first_question.rs` takes
// the answer. On a slow line that is a way there and back less.
function askFirst() {
  if (document.hidden) return
  const base = (document.querySelector('meta[name=nezha-api-base]')?.content ?? '').trim().replace(/\/+$/, '')
  // The app has its own way with what is no base, and with what is no token.
  if (!/^(\/(?!\.{1,2}(\/|$))[^\s\\/?#]+)*$/.test(base)) return
  const [key, signedOut] = ['token', 'signed-out'].map((name) => `nezha-lens.${name}${base && `@${base}/`}`)
  let token
  try {
    // Somebody may have signed out while this tab was elsewhere.
    const isOfNow = sessionStorage.getItem(signedOut) === localStorage.getItem(signedOut)
    token = (isOfNow ? sessionStorage.getItem(key) : null) ?? localStorage.getItem(key)
  } catch {
    // Denied: nothing is kept then.
  }
  if (token && !/^[\w.-]{1,256}$/.test(token)) return
  const url = `${base}/api/v1/server/${token ? 'details' : 'list'}`
  const reply = ask(url, token)
  // The app hears of it all the same.
  reply.catch(() => undefined)
  window.firstQuestion = { url, reply }
}

async function ask(url, token) {
  const abort = new AbortController()
  const giveUpAfter = (ms) => setTimeout(() => abort.abort(), ms)
  const begins = giveUpAfter(30_000)
  const response = await fetch(url, {
    headers: token ? { Authorization: token } : {},
    // Neither a base that is not of this origin nor a redirect to another carries the token along.
    mode: 'same-origin',
    credentials: 'same-origin',
    cache: 'no-store',
    signal: abort.signal,
  })
  clearTimeout(begins)
  const arrives = giveUpAfter(120_000)
  const body = await response.arrayBuffer().catch(() => undefined)
  clearTimeout(arrives)
  return { response, body, cameMs: performance.now() }
}

// A panic stops the program, and says nothing but that. What the page shows then is old, and nothing of the app can be
// relied on: the words are there since it started.
function sayStopped(error) {
  const page = document.documentElement
  if (!(error instanceof WebAssembly.RuntimeError) || page.dataset.stopped !== undefined) return
  page.dataset.stopped = ''
  document.body.hidden = false
  const time = new Date().toTimeString().slice(0, 5)
  const banners = [...document.querySelectorAll('.stopped')]
  const banner = banners.find(({ lang }) => lang === page.lang) ?? banners[0]
  if (!banner) return
  const words = banner.querySelector('span')
  words.textContent = words.textContent.replace('{time}', time)
  banner.querySelector('button').onclick = () => location.reload()
  banner.hidden = false
}

// What the app made before would be laid out, and seen, without them. Where they do not arrive it does without.
async function stylesAreHere() {
  const styles = [...document.querySelectorAll('link[rel=stylesheet]')].filter(({ sheet }) => !sheet)
  if (styles.length === 0 || document.readyState === 'complete') return
  const ended = (on, ...names) =>
    new Promise((done) => names.forEach((name) => on.addEventListener(name, done, { once: true })))
  // One that failed before has no more to say.
  await Promise.race([ended(window, 'load'), Promise.all(styles.map((link) => ended(link, 'load', 'error')))])
}

// Compiled while the script is on its way. What a server calls something else than WebAssembly is left to the script.
async function compiled(wasm) {
  const reply = await fetch(wasm)
  const isCalledSo = reply.headers.get('content-type') === 'application/wasm'
  return isCalledSo ? WebAssembly.compileStreaming(reply) : reply
}

async function boot() {
  if (typeof WebAssembly !== 'object') return sayWhy(reasons.noWasm)
  // What the floor of browsers has, and older ones lack.
  const recent = window.HTMLDialogElement && window.ResizeObserver && window.BroadcastChannel &&
    Array.prototype.findLast && CSS.supports('container-type: inline-size')
  if (!recent) return sayWhy(reasons.tooOld)
  narrowSockets()
  askFirst()
  await pageIsRead()
  addEventListener('error', (event) => sayStopped(event.error))
  addEventListener('unhandledrejection', (event) => sayStopped(event.reason))
  const script = document.querySelector('link[rel=modulepreload]')
  const wasm = document.querySelector('link[rel=preload][as=fetch]')
  try {
    const [app, program] = await Promise.all([import(script.href), compiled(wasm.href), stylesAreHere()])
    await app.default({ module_or_path: program })
  } catch (error) {
    // Once the app has taken the shell away, it speaks for itself.
    if (document.getElementById('shell')) sayWhy(reasons.notLoaded)
    throw error
  }
}

boot()
