import { type Clock, systemClock } from '../../time/clock.ts'
import { newSecret } from '../links/secret.ts'
import type { Entry } from './entry.ts'
import { lostLease } from './journal-error.ts'
import { type JournalStore, type Lease, RUN_KEPT } from './journal-store.ts'

/** Options of {@link memoryJournal}. */
export interface MemoryJournalOptions {
  /** Decides when a lease is over; default the platform's clock. */
  readonly clock?: Clock | undefined
  /** The entries to start with; default none. */
  readonly entries?: readonly Entry[] | undefined
}

/**
 * A journal that ends with the process: for tests, and for a first look. Links are lost with it, so the next run
 * finds people by email and employee number again.
 *
 * @param options - see {@link MemoryJournalOptions}
 *
 * @example
 * ```ts
 * import { memoryJournal } from 'slack-scim/provisioning'
 *
 * const journal = memoryJournal()
 * const lease = await journal.lease('my test', 60_000)
 * if (lease) await journal.release(lease)
 * ```
 */
export function memoryJournal(options: MemoryJournalOptions = {}): JournalStore {
  const { clock = systemClock() } = options
  let lines = (options.entries ?? []).map((entry) => JSON.stringify(entry))
  let secret: string | undefined
  let held: (Lease & { readonly until: number }) | undefined
  let fence = 0
  const records = new Map<string, { readonly text: string; readonly until: number }>()
  const isNewest = (lease: Lease): boolean => lease.fence === fence && held?.fence === fence
  const check = (lease: Lease): void => {
    if (!isNewest(lease)) throw lostLease(lease)
  }

  return {
    async lease(owner, milliseconds) {
      if (held && held.until > clock.now()) return undefined
      fence++
      held = { owner, fence, until: clock.now() + milliseconds }
      return { owner, fence }
    },
    async holder() {
      return held && held.until > clock.now() ? { owner: held.owner, until: held.until } : undefined
    },
    async renew(lease, milliseconds) {
      if (!isNewest(lease)) return false
      held = { ...lease, until: clock.now() + milliseconds }
      return true
    },
    async release(lease) {
      if (isNewest(lease)) held = undefined
    },
    async append(lease, entries) {
      check(lease)
      for (const entry of entries) lines.push(JSON.stringify(entry))
    },
    async *read() {
      for (const line of [...lines]) yield JSON.parse(line) as Entry
    },
    async replace(lease, entries) {
      check(lease)
      lines = entries.map((entry) => JSON.stringify(entry))
      return lease
    },
    async secret() {
      secret ??= newSecret()
      return secret
    },
    async saveRun(lease, run, text) {
      check(lease)
      records.set(run, { text, until: clock.now() + RUN_KEPT })
    },
    async loadRun(run) {
      const record = records.get(run)
      return record && record.until > clock.now() ? record.text : undefined
    },
    async dropRun(lease, run) {
      check(lease)
      records.delete(run)
    },
    async runs() {
      return [...records.keys()].filter((run) => (records.get(run)?.until ?? 0) > clock.now())
    },
  }
}
