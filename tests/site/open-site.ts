import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { ServedSite } from './serve-site.ts'

/** A page of the site in a browser. */
export interface OpenSite {
  readonly page: Page
  /** Errors of scripts and of the console, and requests to other hosts. */
  readonly incidents: readonly string[]
  /** Opens another page of the site, and waits until its scripts have run. */
  go(path: string): Promise<void>
  close(): Promise<void>
}

/** Opens the site. */
export async function openSite(
  browser: Browser,
  { url }: ServedSite,
  options: BrowserContextOptions = {},
): Promise<OpenSite> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const incidents: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') incidents.push(`console: ${message.text()}`)
  })
  page.on('pageerror', ({ message }) => incidents.push(`error: ${message}`))
  page.on('request', (request) => {
    const address = request.url()
    if (!address.startsWith(url) && !address.startsWith('data:')) incidents.push(`request: ${address}`)
  })
  return {
    page,
    incidents,
    async go(path) {
      await page.goto(url + path, { waitUntil: 'load' })
      await page.waitForFunction(() => '__vue_app__' in (document.querySelector('#app') ?? {}))
    },
    close: () => context.close(),
  }
}
