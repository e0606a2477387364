import { readFileSync } from 'node:fs'
import { SCIMClient } from '../src/index.ts'
import { fileJournal } from '../src/provisioning/files/index.ts'
import {
  type ArraySource,
  arraySource,
  fold,
  planDigest,
  planProvisioning,
  readDesired,
  readSnapshot,
  slackOrganization,
} from '../src/provisioning/index.ts'

/** What a plan by the library is made of. */
export interface EngineOrder {
  /** The address above `v1/`, and the token. */
  readonly url: string
  readonly token: string
  /** The folder of the journal. */
  readonly journal: string
  /** A file with an {@link ArraySource} as JSON. */
  readonly source: string
}

/** Milliseconds of each part, in their order, and how many steps were planned. */
export interface EngineFigures {
  readonly parts: Readonly<Record<string, number>>
  readonly steps: number
}

/** Plans as a program would that uses the library: Slack over HTTP, a journal in files, and sources in memory. */
async function planOnce({ url, token, journal, source }: EngineOrder): Promise<EngineFigures> {
  const parts: Record<string, number> = {}
  const timed = async <T>(part: string, work: () => T | Promise<T>): Promise<T> => {
    const start = performance.now()
    const result = await work()
    parts[part] = performance.now() - start
    return result
  }
  const now = new Date()
  const scim = new SCIMClient(token, { baseUrl: `${url}v1/` })
  const facts = slackOrganization({ token, baseUrl: new URL('/api/', url).href })
  const desired = await timed('sources, as JSON', () =>
    readDesired([arraySource(JSON.parse(readFileSync(source, 'utf8')) as ArraySource)], { now }),
  )
  const store = fileJournal(journal)
  const secret = await store.secret()
  const { links } = await timed('journal', () => fold(store.read(), { now: now.getTime(), secret }))
  const snapshot = await timed('Slack', () => readSnapshot(scim, { facts }))
  const plan = await timed('planProvisioning', () =>
    planProvisioning({ desired, snapshot, links, policy: {}, now }),
  )
  await timed('planDigest', () => planDigest(plan))
  return { parts, steps: plan.steps.length }
}

process.once('message', async (order: EngineOrder) => {
  process.send?.(await planOnce(order))
  process.disconnect()
})
