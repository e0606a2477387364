import { systemClock } from '../../time/clock.ts'
import { sleep } from '../../time/signal.ts'
import type { Entry } from '../journal/entry.ts'
import { keyedHash } from '../links/keyed-hash.ts'
import { type TrackedValues, withWritten } from '../links/written.ts'
import { membersOf } from './link-of.ts'
import type { Run } from './run.ts'

/** How many links are hashed in one turn. */
const PER_TURN = 1000

/** Writes the beginning of a run into the journal: what a rollback needs, the run, and the links of matched accounts. */
export async function writeStart({
  id: run,
  plan,
  digest,
  clock,
  options,
  lease,
  links,
  recorder,
  live,
  signal,
}: Run): Promise<void> {
  const at = new Date(clock.now()).toISOString()
  const rows = Object.fromEntries(plan.sources.map((source) => [source.name, source.rows]))
  await options.journal.saveRun(lease.lease, run, JSON.stringify({ run, digest, plan }))
  const hash = keyedHash(links.secret)
  const entries: Entry[] = [{ type: 'run.start', at, run, digest, organization: plan.organization, rows }]
  for (const [n, { key, id, source, resource, values = {} }] of plan.links.entries()) {
    // The first run of a large organization hashes for many seconds, and the lease must be renewed meanwhile.
    if (n > 0 && n % PER_TURN === 0) await sleep(systemClock(), 0, signal)
    const written = withWritten(hash, {}, { ...values, ...stateOf(resource, id, live) })
    entries.push({ type: 'link', at, resource, key, id, source, written })
  }
  await recorder.append(entries)
}

/** What a matched account or group is like when it is linked, which counts as written: a later change is another writer's. */
function stateOf(resource: 'user' | 'group', id: string, live: Run['live']): TrackedValues {
  if (resource === 'group') return membersOf(live, id)
  const account = live.user(id)
  return account ? { active: String(account.active) } : {}
}
