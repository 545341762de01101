// Drives headless Chromium over targets × sizes × repeats, and prints what it measured. README.md tells how.
import fs from 'node:fs'
import { quiet } from './clock.mjs'
import { read } from './options.mjs'
import { chart } from './scenarios/chart.mjs'
import { load } from './scenarios/load.mjs'
import { memory } from './scenarios/memory.mjs'
import { scroll } from './scenarios/scroll.mjs'
import { table } from './table.mjs'
import { visit } from './visit.mjs'

const SCENARIOS = { load, scroll, chart, memory }

const options = read(process.argv.slice(2))
const targets = JSON.parse(fs.readFileSync(new URL('targets.json', import.meta.url), 'utf8'))
const runs = []

/** One run of a scenario on one target; a failure is noted, and does not end the others. */
async function run(n, name) {
  const target = targets[name]
  const { scenario } = options
  const before = await quiet(options.quiet, options.wait)
  const [servers, argument] = scenario === 'chart' ? [options.servers, n] : [n, undefined]
  try {
    const figures = await visit(options, target, options.ports[n], servers, async (page) => {
      const figures = await SCENARIOS[scenario](page, argument)
      if (page.errors.length) throw new Error(`the page threw: ${page.errors[0]}`)
      return figures
    })
    runs.push({ n, target: name, load: before, figures })
    console.error(`${scenario} ${n} ${name}: ${brief(figures)}`)
  } catch (error) {
    runs.push({ n, target: name, load: before, failed: error.message })
    console.error(`${scenario} ${n} ${name} FAILED: ${error.message}`)
  }
}

const brief = (figures) =>
  Object.entries(figures)
    .map(([name, value]) => `${name} ${Number(value.toPrecision(3))}`)
    .join(', ')

const sizes = Object.keys(options.ports)
if (options.together) {
  await Promise.all(sizes.flatMap((n) => options.only.map((name) => run(n, name))))
} else {
  // Repeats outermost, targets innermost and in turns: what drifts on the machine meets every target alike.
  for (let repeat = 0; repeat < options.repeat; repeat++) {
    for (const n of sizes) {
      for (let turn = 0; turn < options.only.length; turn++) {
        await run(n, options.only[(turn + repeat) % options.only.length])
      }
    }
  }
}

// One line a figure: scenario, size, target, name, median, smallest, largest.
for (const line of table(options.scenario, runs)) console.log(line.join('\t'))
process.exitCode = runs.some((run) => run.failed) ? 1 : 0
