// Medians over the repeats.

/** Rows of scenario, size, target, figure, median, smallest, largest. */
export function table(scenario, runs) {
  const figures = new Map()
  for (const run of runs) {
    for (const [name, value] of Object.entries({ ...run.figures, machine_load: run.load })) {
      const key = [scenario, run.n, run.target, name].join('\t')
      if (run.figures) figures.set(key, [...(figures.get(key) ?? []), value])
    }
  }
  const rows = []
  for (const [key, values] of figures) {
    values.sort((a, b) => a - b)
    rows.push([...key.split('\t'), ...[median(values), values[0], values.at(-1)].map((value) => value.toFixed(4))])
  }
  return rows
}

function median(sorted) {
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
