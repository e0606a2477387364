// A server component: React answers a GET twice in one render from memory, unless it has a signal.
import { createElement } from 'react'
import { report } from '../next.mjs'

export const dynamic = 'force-dynamic'

export default async function Page({ searchParams }) {
  const text = JSON.stringify(await report(await searchParams))
  // Without characters that HTML would escape.
  return createElement('pre', null, encodeURIComponent(text).replaceAll("'", '%27'))
}
