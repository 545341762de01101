import type { BrowserContext } from '@playwright/test'

/** Watches a browser for what no page of the client may ever do, whatever a test is about. */
export class Watch {
  private readonly seen: string[] = []
  private readonly allowed: RegExp[] = []

  constructor(
    private readonly origin: string,
    private readonly token: string,
  ) {}

  async over(context: BrowserContext): Promise<void> {
    await context.addInitScript(() => {
      addEventListener('securitypolicyviolation', (event) => {
        console.error(`policy report: ${event.violatedDirective} ${event.blockedURI}`)
      })
    })
    context.on('console', (message) => {
      if (message.type() !== 'error') return
      const text = message.text()
      if (/policy report:|Content[- ]Security[- ]Policy/i.test(text)) this.seen.push(text)
    })
    context.on('weberror', (error) => this.seen.push(`uncaught: ${error.error().message}`))
    context.on('request', (request) => this.look(request.url()))
    context.on('page', (page) => page.on('websocket', (socket) => this.look(socket.url().replace(/^ws/, 'http'))))
  }

  /** This is what the test is about. */
  allow(what: RegExp): void {
    this.allowed.push(what)
  }

  /** What was seen and is not allowed. */
  complaints(): string[] {
    return this.seen.filter((text) => !this.allowed.some((pattern) => pattern.test(text)))
  }

  private look(url: string): void {
    if (/^(data|blob|about):/.test(url)) return
    if (new URL(url).origin !== this.origin) this.seen.push(`a request left the origin: ${new URL(url).origin}`)
    // Not the address itself: it must not get into a log.
    if (url.includes(this.token)) this.seen.push('the token is in an address')
  }
}
