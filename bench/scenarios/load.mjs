// Navigation to everything usable, then polls in which every server has changed, then rest.
import { sleep } from '../clock.mjs'

const EVERY_MS = 2000
/** After a poll: when its work is certainly over, and for how long there is rest before the next. */
const REST = { afterMs: 700, forMs: 1000 }

export async function load(visit) {
  const { page, target, options } = visit
  const cpuBefore = await visit.cpuMs()
  const ready = await visit.navigate()
  // A page that says itself that a frame was painted has waited for it already.
  const usable_ms = target.tellsOfPaint ? ready.seen : ready.painted
  const ready_cpu_ms = (await visit.cpuMs()) - cpuBefore
  const longest_task_ms = Math.max(0, ...(await page.evaluate('__bench.long')))

  // From the middle between two polls to the middle between two later ones.
  await visit.poll(visit.polls.length + 2)
  await sleep(EVERY_MS / 2)
  const probe = await page.evaluate(target.probe)
  const first = { polls: visit.polls.length, at: Date.now(), cpu: await visit.cpuMs() }
  await visit.poll(first.polls + options.polls)
  await sleep(EVERY_MS / 2)
  const last = { polls: visit.polls.length, at: Date.now(), cpu: await visit.cpuMs() }
  if ((await page.evaluate(target.probe)) === probe) throw new Error('what is shown did not change with the polls')
  const polls = last.polls - first.polls
  const decodes = (await page.evaluate('__bench.decodes')).slice(-polls).sort((a, b) => a - b)

  return {
    usable_ms,
    ready_cpu_ms,
    longest_task_ms,
    poll_cpu_ms: (last.cpu - first.cpu) / polls,
    poll_every_ms: (last.at - first.at) / polls,
    poll_bytes: visit.polls.slice(first.polls, last.polls).reduce((sum, poll) => sum + poll.bytes, 0) / polls,
    ...(decodes.length > 0 && { decode_ms: decodes[Math.floor(decodes.length / 2)] }),
    elements: await page.evaluate('document.getElementsByTagName("*").length'),
    ...(await rest(visit)),
  }
}

/** How busy the main thread is between polls, and what the page let run by timers and frames meanwhile. */
async function rest(visit) {
  const { page, options } = visit
  let [cpu, time, fired] = [0, 0, 0]
  for (let times = 0; times < options.rests; times++) {
    await visit.poll(visit.polls.length + 1)
    await sleep(REST.afterMs)
    const before = { cpu: await visit.cpuMs(), fired: await page.evaluate('__bench.fired'), at: Date.now() }
    await sleep(REST.forMs)
    fired += (await page.evaluate('__bench.fired')) - before.fired
    cpu += (await visit.cpuMs()) - before.cpu
    time += Date.now() - before.at
  }
  const animations = await page.evaluate('document.getAnimations().filter((a) => a.playState === "running").length')
  return { rest_busy_percent: (100 * cpu) / time, rest_callbacks: fired, rest_animations: animations }
}
