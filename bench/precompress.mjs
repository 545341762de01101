// node precompress.mjs DIR…: writes FILE.br and FILE.gz beside each file that gets smaller by it, for servers that send
// such files by themselves, and prints the totals.
import fs from 'node:fs'
import path from 'node:path'
import zlib from 'node:zlib'

const COMPRESSIBLE = /\.(html|js|mjs|css|wasm|json|svg|txt|ico|ttf|webmanifest)$/
/** Smaller files fit into one packet anyway. */
const SMALLEST = 200

const best = (bytes) => ({
  params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11, [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
})

for (const folder of process.argv.slice(2)) {
  const total = { files: 0, raw: 0, gzip: 0, brotli: 0 }
  for (const name of fs.readdirSync(folder, { recursive: true })) {
    const file = path.join(folder, name)
    if (!fs.statSync(file).isFile() || /\.(br|gz)$/.test(file)) continue
    const bytes = fs.readFileSync(file)
    let [gzip, brotli] = [bytes, bytes]
    if (COMPRESSIBLE.test(file) && bytes.length >= SMALLEST) {
      gzip = zlib.gzipSync(bytes, { level: 9 })
      brotli = zlib.brotliCompressSync(bytes, best(bytes))
      fs.writeFileSync(`${file}.gz`, gzip)
      fs.writeFileSync(`${file}.br`, brotli)
    }
    total.files++
    total.raw += bytes.length
    total.gzip += gzip.length
    total.brotli += brotli.length
  }
  console.log(folder, JSON.stringify(total))
}
