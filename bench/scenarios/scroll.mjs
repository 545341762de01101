// Frames missed while the wheel turns, polls going on meanwhile.
import { sleep } from '../clock.mjs'

const FRAME_MS = 1000 / 60
const WHEEL = { px: 120, everyMs: 33, turns: 90 }

export async function scroll(visit) {
  const { page, options } = visit
  await visit.navigate()
  await visit.poll(visit.polls.length + 1)
  const [x, y] = [options.width / 2, options.height / 2]
  const cpu = await visit.cpuMs()
  const began = Date.now()
  await page.evaluate('__bench.frames()')
  for (let turn = 0; turn < WHEEL.turns; turn++) {
    const deltaY = turn < WHEEL.turns / 2 ? WHEEL.px : -WHEEL.px
    await visit.mouse('mouseWheel', x, y, { deltaX: 0, deltaY })
    await sleep(WHEEL.everyMs)
  }
  const gaps = await page.evaluate('__bench.frames.stop()')
  const took = Date.now() - began
  const missed = gaps.reduce((sum, gap) => sum + Math.max(0, Math.round(gap / FRAME_MS) - 1), 0)
  const all = gaps.reduce((sum, gap) => sum + gap, 0) / FRAME_MS
  return {
    scroll_missed_percent: (100 * missed) / all,
    scroll_longest_frame_ms: Math.max(...gaps),
    scroll_busy_percent: (100 * ((await visit.cpuMs()) - cpu)) / took,
  }
}
