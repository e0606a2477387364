import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { servePage } from '../../runtimes/lanes/page-server.ts'

/** A page in a browser. */
export interface OpenPage {
  readonly page: Page
  /** Errors of scripts and of the console, dialogs, and requests other than that of the page itself. */
  readonly incidents: readonly string[]
  close(): Promise<void>
}

/** Serves a document on loopback and opens it. */
export async function openPage(
  browser: Browser,
  text: string,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const server = await servePage({ '/': { type: 'text/html', text } })
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
  const page = await context.newPage()
  const incidents: string[] = []
  page.on('console', (message) => incidents.push(`console: ${message.text()}`))
  page.on('pageerror', ({ message }) => incidents.push(`error: ${message}`))
  page.on('request', (request) => {
    if (request.url() !== `${server.origin}/`) incidents.push(`request: ${request.url()}`)
  })
  page.on('dialog', (dialog) => {
    incidents.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  await page.goto(server.origin)
  return {
    page,
    incidents,
    close: async () => {
      await context.close()
      await server.close()
    },
  }
}
