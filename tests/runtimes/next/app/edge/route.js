import { report } from '../../next.mjs'

export const runtime = 'edge'

export async function GET(request) {
  return Response.json(await report(Object.fromEntries(new URL(request.url).searchParams)))
}
