// The command line of measure.mjs.

const DEFAULTS = {
  scenario: 'load', // load, scroll, chart or memory
  ports: '', // SIZE=PORT,…: servers, for chart monitors, and the simulator that has so many
  servers: 10, // servers behind each port of the scenario chart
  only: 'vanilla,product', // targets of targets.json
  token: '', // the API token
  repeat: 3,
  together: 0, // 1: all at once and without repeats, where no time counts
  polls: 15, // polls that are measured
  rests: 5, // rests between polls that are measured
  moves: 100, // mouse moves a sweep
  idle: 2, // seconds to let a page calm down
  minutes: 10, // how long a page stays open for its memory
  quiet: 0, // runs when the machine's load is at most this …
  wait: 0, // … or when so many seconds have passed
  timeout: 90, // seconds that a page may take
  width: 1280,
  height: 800,
  chrome: process.env.CHROME || '/usr/bin/chromium',
}

/** Reads `--name value` and `--name=value`; ends the program at a mistake. */
export function read(words) {
  const options = { ...DEFAULTS }
  for (let at = 0; at < words.length; at++) {
    const [, name, inline] = /^--([a-z]+)(?:=(.*))?$/.exec(words[at]) ?? []
    const value = inline ?? words[++at]
    if (!Object.hasOwn(DEFAULTS, name) || value === undefined) stop(`What is ${words[at]}?`)
    options[name] = typeof DEFAULTS[name] === 'number' ? Number(value) : value
    if (Number.isNaN(options[name])) stop(`--${name} wants a number.`)
  }
  options.only = options.only.split(',')
  options.ports = Object.fromEntries(options.ports.split(',').map((pair) => pair.split('=')))
  if (Object.entries(options.ports).some(([n, port]) => !(n > 0 && port > 0))) stop('--ports wants SIZE=PORT,…')
  if (!['load', 'scroll', 'chart', 'memory'].includes(options.scenario)) stop(`No scenario ${options.scenario}.`)
  return options
}

function stop(sentence) {
  console.error(`${sentence} See options.mjs.`)
  process.exit(2)
}
