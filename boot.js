// Loads the app and, where that fails, says why in the shell that index.html shows until then.
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

function sayWhy([en, zh]) {
  document.getElementById('shell-slow').hidden = true
  document.getElementById('shell-broken').hidden = false
  document.getElementById('shell-reason-en').textContent = en
  document.getElementById('shell-reason-zh').textContent = zh
}

// A second policy can only narrow the first: sockets go to this host and nowhere else.
function narrowSockets() {
  const policy = document.createElement('meta')
  policy.httpEquiv = 'Content-Security-Policy'
  policy.content = `connect-src 'self' ws://${location.host} wss://${location.host}`
  document.head.append(policy)
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

async function boot() {
  if (typeof WebAssembly !== 'object') return sayWhy(reasons.noWasm)
  // What the floor of browsers has, and older ones lack.
  const recent = window.HTMLDialogElement && window.ResizeObserver && window.BroadcastChannel &&
    Array.prototype.findLast && CSS.supports('container-type: inline-size')
  if (!recent) return sayWhy(reasons.tooOld)
  narrowSockets()
  addEventListener('error', (event) => sayStopped(event.error))
  addEventListener('unhandledrejection', (event) => sayStopped(event.reason))
  const script = document.querySelector('link[rel=modulepreload]')
  const wasm = document.querySelector('link[rel=preload][as=fetch]')
  try {
    const app = await import(script.href)
    await app.default({ module_or_path: wasm.href })
  } catch (error) {
    // Once the app has taken the shell away, it speaks for itself.
    if (document.getElementById('shell')) sayWhy(reasons.notLoaded)
    throw error
  }
}

boot()
