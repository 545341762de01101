// The latency chart: from the click on a server to the last series on the screen, then a mouse that moves over it.
import { sleep } from '../clock.mjs'
import { fill } from '../visit.mjs'

/** Who knows whom to open does so about as soon. */
const OPENED_AFTER_MS = 1500

export async function chart(visit, monitors) {
  const { page, target, options } = visit
  await visit.navigate()
  await sleep(OPENED_AFTER_MS)

  const drawn = visit.told('chart')
  await page.evaluate(`__bench.long.length = 0, __bench.until(() => (${fill(target.chart.ready, monitors)}), 'chart')`)
  const cpu = await visit.cpuMs()
  await visit.click(target.chart.click)
  const { clickAt, painted } = await drawn
  const chart_cpu_ms = (await visit.cpuMs()) - cpu
  await sleep(options.idle * 1e3)
  return {
    chart_ms: painted - clickAt,
    chart_cpu_ms,
    chart_longest_task_ms: Math.max(0, ...(await page.evaluate('__bench.long'))),
    chart_elements: await page.evaluate('document.getElementsByTagName("*").length'),
    ...(await hover(visit)),
  }
}

/** Main-thread CPU of a mouse move, without what the page does anyway. */
async function hover(visit) {
  const { target, options } = visit
  await visit.mouse('mouseMoved', 3, 3)
  await sleep(300)
  const idle = await spent(visit, () => sleep(options.idle * 2e3))
  const box = await visit.box(target.chart.hover)
  const sweep = async () => {
    for (let move = 0; move < options.moves; move++) {
      const across = 0.1 + (0.8 * move) / options.moves
      await visit.mouse('mouseMoved', box.left + box.width * across, box.top + box.height / 2)
      await sleep(20)
    }
    await sleep(200)
  }
  // The first sweep warms up.
  await sweep()
  const swept = await spent(visit, sweep)
  const own = swept.cpu - (idle.cpu / idle.time) * swept.time
  return {
    hover_cpu_ms: Math.max(0, own / options.moves),
    chart_idle_busy_percent: (100 * idle.cpu) / idle.time,
  }
}

/** Main-thread CPU and wall time of something, in milliseconds. */
async function spent(visit, work) {
  const [cpu, at] = [await visit.cpuMs(), Date.now()]
  await work()
  return { cpu: (await visit.cpuMs()) - cpu, time: Date.now() - at }
}
