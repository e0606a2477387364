import { keyedHash } from '../links/keyed-hash.ts'
import { withWritten } from '../links/written.ts'
import type { Run } from './run.ts'

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
}: Run): Promise<void> {
  const at = new Date(clock.now()).toISOString()
  const rows = Object.fromEntries(plan.sources.map((source) => [source.name, source.rows]))
  const hash = keyedHash(links.secret)
  await options.journal.saveRun(lease.lease, run, JSON.stringify({ run, digest, plan }))
  await recorder.append([
    { type: 'run.start', at, run, digest, organization: plan.organization, rows },
    ...plan.links.map(({ key, id, source, resource, values = {} }) => ({
      type: 'link' as const,
      at,
      resource,
      key,
      id,
      source,
      written: withWritten(hash, {}, values),
    })),
  ])
}
