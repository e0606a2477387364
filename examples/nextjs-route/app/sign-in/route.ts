import { demoKey } from '../../lib/session.ts'

/** Signs in whoever has the key of the demonstration. */
export function GET(request: Request): Response {
  const key = demoKey()
  if (!key || new URL(request.url).searchParams.get('key') !== key) {
    return new Response('This is not the key.', { status: 403 })
  }
  const cookie = `session=${key}; HttpOnly; SameSite=Lax; Path=/`
  return new Response(null, { status: 303, headers: { location: '/', 'set-cookie': cookie } })
}
