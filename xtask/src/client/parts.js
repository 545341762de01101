// Stands before the loader that wasm_split_cli_support writes.

// A part's styles are there before its page is shown. Where they do not arrive the page is plain: better than none.
function styled(href) {
  return new Promise((done) => {
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = new URL(href, import.meta.url)
    link.onload = link.onerror = done
    document.head.append(link)
  })
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
function part(file, style) {
  return () => {
    const styles = style && styled(style)
    const reply = fetch(new URL(file, import.meta.url))
    // Who waits for it hears of a failure; nobody else has to.
    reply.catch(() => {})
    return async (imports) => {
      await styles
      return instantiate(reply, imports)
    }
  }
}

