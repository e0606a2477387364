import {
  type Desired,
  type Entry,
  type JournalStore,
  planProvisioning,
  type Snapshot,
} from '../../src/provisioning/index.ts'
import { keyedHash } from '../../src/provisioning/links/keyed-hash.ts'
import { withWritten } from '../../src/provisioning/links/written.ts'
import { readState } from './journal.ts'
import { underLease } from './lease.ts'
import { asLinkRun } from './link-run.ts'

/**
 * Notes in the journal which account or group each row was matched with. Slack is not changed.
 *
 * @returns how many links were made
 */
export async function linkMatches(
  store: JournalStore,
  { desired, snapshot }: { readonly desired: Desired; readonly snapshot: Snapshot },
): Promise<number> {
  const now = new Date()
  const at = now.toISOString()
  const { links } = await readState(store, now)
  const hash = keyedHash(links.secret)
  const plan = planProvisioning({ desired, snapshot, links, policy: {}, now })
  const entries = plan.links.map(
    ({ resource, key, id, source, values = {} }): Entry => ({
      type: 'link',
      at,
      resource,
      key,
      id,
      source,
      written: withWritten(hash, {}, values),
    }),
  )
  const rows = Object.fromEntries(desired.sources.map((source) => [source.name, source.rows]))
  const { organization } = snapshot
  const written = await asLinkRun(entries, { command: 'init', organization, rows, at })
  await underLease(store, async (lease) => {
    const { run, digest } = written
    await store.saveRun(lease, run, JSON.stringify({ run, digest, plan: { ...plan, steps: [] } }))
    await store.append(lease, written.entries)
    return lease
  })
  return entries.length
}
