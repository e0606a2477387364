import { report } from '../../next.mjs'

export const runtime = 'nodejs'

export async function GET(request) {
  return Response.json(await report(Object.fromEntries(new URL(request.url).searchParams)))
}
