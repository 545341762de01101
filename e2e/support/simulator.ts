import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** A nezha-sim process, and what it can be told to do. */
export class Simulator {
  private constructor(
    /** The address of its root, with the slash. */
    readonly url: string,
    private readonly process: ChildProcess,
  ) {}

  /** Starts one on a free port, or on the port in `options`, and waits until it listens. */
  static async start(options: string[]): Promise<Simulator> {
    const program = process.env.LENS_SIM ?? 'nezha-sim'
    const child = spawn(program, ['--port', '0', ...options], { stdio: ['ignore', 'pipe', 'inherit'] })
    for await (const line of createInterface(child.stdout)) {
      const url = line.match(/http:\S+/)?.[0]
      if (url) return new Simulator(url, child)
    }
    throw new Error(`${program} ended before it listened`)
  }

  get port(): string {
    return new URL(this.url).port
  }

  get hasEnded(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null
  }

  async stop(): Promise<void> {
    if (this.hasEnded) return
    const ended = once(this.process, 'exit')
    this.process.kill()
    await ended
  }

  stats(): Promise<Stats> {
    return this.ask('stats') as Promise<Stats>
  }

  /** Lets simulated time pass at once. */
  advance(seconds: number): Promise<unknown> {
    return this.ask('clock', { advance_s: seconds })
  }

  /** Adds a fault, as the simulator's README names them. */
  fault(on: string, fault: string, more: object = {}): Promise<unknown> {
    return this.ask('faults', { on, fault, ...more })
  }

  clearFaults(): Promise<unknown> {
    return this.ask('faults', undefined, 'DELETE')
  }

  changeServer(id: number, change: object): Promise<unknown> {
    return this.ask(`servers/${id}`, change)
  }

  addServer(server: object): Promise<unknown> {
    return this.ask('servers', server)
  }

  removeServer(id: number): Promise<unknown> {
    return this.ask(`servers/${id}`, undefined, 'DELETE')
  }

  /** The dashboard's process starts again. */
  restart(): Promise<unknown> {
    return this.ask('restart', {})
  }

  setViewPassword(password: string | null): Promise<unknown> {
    return this.ask('view-password', { password })
  }

  /** A server's entry as `details` gives it, byte for byte. */
  async entry(id: number): Promise<string> {
    const reply = await fetch(`${this.url}api/v1/server/details?id=${id}`, { headers: { Authorization: TOKEN } })
    return await reply.text()
  }

  private async ask(path: string, body?: object, method = body ? 'POST' : 'GET'): Promise<unknown> {
    const reply = await fetch(`${this.url}sim/${path}`, {
      method,
      headers: body && { 'Content-Type': 'application/json' },
      body: body && JSON.stringify(body),
    })
    const text = await reply.text()
    if (!reply.ok) throw new Error(`/sim/${path}: ${reply.status} ${text}`)
    return text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text
  }
}

/** The simulator's own token. */
export const TOKEN = 'FAKEFAKEFAKEFAKEFAKEFAKEFAKE0001'

export interface Stats {
  requests: Record<string, number>
  open_sockets: number
  max_open_sockets: number
  sockets_opened: number
  monitor_in_flight: number
  register_in_flight: number
  monitor_register_overlaps: number
  registered: { id: number; name: string; secret: string; hide_for_guest: string }[]
  token_in_url: boolean
}
