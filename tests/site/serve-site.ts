import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { SITE } from '../../scripts/site/places.ts'
import { ROOT } from '../support/tool.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
}

/** Throws unless `npm run docs` built the site from the documents as they are. */
export function assertSiteBuilt(): void {
  const built = `${SITE}/llms.txt`
  if (!existsSync(built)) throw new Error('there is no site: run `npm run docs` first.')
  const sources = globSync(['docs/**/*.md', 'scripts/site/**/*.ts', 'scripts/site/.vitepress/**/*'], {
    cwd: ROOT,
  })
  const newest = Math.max(...sources.map((path) => statSync(ROOT + path).mtimeMs))
  if (newest > statSync(built).mtimeMs)
    throw new Error('the site is older than docs: run `npm run docs` first.')
}

/** The site on this machine. */
export interface ServedSite {
  readonly url: string
  close(): void
}

/** Serves the built site as any host of static files does. */
export async function serveSite(): Promise<ServedSite> {
  assertSiteBuilt()
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname)
    const file = [path, `${path}.html`, join(path, 'index.html')]
      .map((name) => join(SITE, name))
      .find((name) => name.startsWith(SITE) && existsSync(name) && statSync(name).isFile())
    if (!file) return void response.writeHead(404).end()
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' })
    response.end(readFileSync(file))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, close: () => void server.close() }
}
