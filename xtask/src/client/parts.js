// Stands before the loader that wasm_split_cli_support writes.

// A part's styles are there before its page is shown. Where they do not arrive the page is plain: better than none.
const sheets = new Map()
function styled(href) {
  if (!sheets.has(href)) {
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = new URL(href, import.meta.url)
    const loaded = new Promise((done) => {
      link.onload = done
      link.onerror = () => {
        // It is asked for again with the next part that wants it.
        sheets.delete(href)
        link.remove()
        done()
      }
    })
    sheets.set(href, loaded)
    document.head.append(link)
  }
  return sheets.get(href)
}

// Not every server knows the type of wasm, and some answer with a page where a file is missing.
async function instantiate(coming, imports) {
  const reply = await coming
  if (!reply.ok) throw new Error(`${reply.status} for a part of the app`)
  if (reply.headers.get('content-type') === 'application/wasm') {
    return WebAssembly.instantiateStreaming(reply, imports)
  }
  return WebAssembly.instantiate(await reply.arrayBuffer(), imports)
}

// What brings a part: it is asked for at once, and put in when what it needs is there.
function part(file, ...styles) {
  return () => {
    const dressed = Promise.all(styles.map(styled))
    const reply = fetch(new URL(file, import.meta.url))
    // Who waits for it hears of a failure; nobody else has to.
    reply.catch(() => {})
    return async (imports) => {
      await dressed
      return instantiate(reply, imports)
    }
  }
}

