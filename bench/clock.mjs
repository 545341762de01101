// Waiting, and how busy the machine is.
import os from 'node:os'

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms))

/** Waits until the machine is quiet, at most `waitS` seconds. Returns the load it found: 0 is idle. */
export async function quiet(load, waitS) {
  const end = Date.now() + waitS * 1e3
  while (os.loadavg()[0] > load && Date.now() < end) await sleep(1000)
  return os.loadavg()[0]
}
