// What a page that stays open holds: after a fifth of the time, and at the end.
import { sleep } from '../clock.mjs'

export async function memory(visit) {
  const ms = visit.options.minutes * 60_000
  await visit.navigate()
  const began = Date.now()
  await sleep(ms / 5)
  const early = await visit.memoryMB()
  await sleep(ms - (Date.now() - began))
  const late = await visit.memoryMB()
  return {
    memory_mb: late.heap + late.wasm,
    memory_heap_mb: late.heap,
    memory_wasm_mb: late.wasm,
    memory_growth_mb: late.heap + late.wasm - early.heap - early.wasm,
    memory_minutes: (Date.now() - began) / 60_000,
  }
}
