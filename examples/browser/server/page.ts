import { readFile } from 'node:fs/promises'
import type { Session } from './session.ts'

const FILES: Readonly<Record<string, readonly [string, string]>> = {
  '/': ['index.html', 'text/html'],
  '/main.js': ['main.js', 'text/javascript'],
  '/style.css': ['style.css', 'text/css'],
}

/** Answers with a file of the page, or signs in. */
export async function page(request: Request, session: Session): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url)
  if (searchParams.get('key') === session.key) {
    return new Response(null, { status: 303, headers: { location: '/', 'set-cookie': session.cookie } })
  }
  const [file, type] = FILES[pathname] ?? []
  if (!file || !type) return new Response('Not found', { status: 404 })
  const headers = {
    'content-type': `${type}; charset=utf-8`,
    'content-security-policy': "default-src 'self'",
  }
  return new Response(await readFile(new URL(`../public/${file}`, import.meta.url), 'utf8'), { headers })
}
