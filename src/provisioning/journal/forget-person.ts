import type { StepKind } from '../plan/step.ts'
import type { Entry } from './entry.ts'
import type { JournalStore, Lease } from './journal-store.ts'

/** Steps whose key is that of a group. */
const GROUP_STEPS: ReadonlySet<StepKind> = /* @__PURE__ */ new Set<StepKind>([
  'createGroup',
  'renameGroup',
  'addMembers',
  'removeMembers',
])

/**
 * Removes a person from a journal: their link, their steps, and every kept run that names them. The account in Slack
 * stays as it is; if a source still has the person, the next run finds the account by its address and links it again.
 *
 * @param journal - where the journal is kept
 * @param lease - the lease of this process
 * @param key - the key of the person in the source
 * @returns the lease to go on with, and how many entries were removed
 *
 * @example
 * ```ts
 * import { forgetPerson, memoryJournal } from 'slack-scim/provisioning'
 *
 * const journal = memoryJournal()
 * const lease = await journal.lease('privacy request', 60_000)
 * if (lease) await journal.release((await forgetPerson(journal, lease, '1042')).lease)
 * ```
 */
export async function forgetPerson(
  journal: JournalStore,
  lease: Lease,
  key: string,
): Promise<{ readonly lease: Lease; readonly removed: number }> {
  const entries: Entry[] = []
  for await (const entry of journal.read()) entries.push(entry)

  const ids = new Set(
    entries.flatMap((entry) => (entry.type === 'link' && isOf(entry, key) ? [entry.id] : [])),
  )
  const steps = new Set<string>()
  for (const entry of entries) {
    if (entry.type !== 'step.intent') continue
    if ((entry.key === key && !GROUP_STEPS.has(entry.kind)) || ids.has(entry.target ?? ''))
      steps.add(`${entry.run} ${entry.step}`)
  }
  const kept = entries.filter((entry) => {
    if ('step' in entry) return !steps.has(`${entry.run} ${entry.step}`)
    return !('resource' in entry && isOf(entry, key))
  })
  // Before the entries: if this fails, the journal still says whom to forget.
  for (const run of await journal.runs()) {
    const text = (await journal.loadRun(run)) ?? ''
    if ([key, ...ids].some((name) => text.includes(JSON.stringify(name)))) await journal.dropRun(lease, run)
  }
  return { lease: await journal.replace(lease, kept), removed: entries.length - kept.length }
}

/** Whether a link is that of a person; a group may have the same key. */
function isOf(entry: { readonly resource: 'user' | 'group'; readonly key: string }, key: string): boolean {
  return entry.resource === 'user' && entry.key === key
}
