import { type Clock, startTimer } from '../../time/clock.ts'
import { SCIMJournalError } from './journal-error.ts'
import type { JournalStore } from './journal-store.ts'

/** How long a store may take for one answer. */
export interface BoundedSettings {
  /** Milliseconds. */
  readonly timeout: number
  readonly clock: Clock
}

/**
 * A journal whose operations reject when their store does not answer, instead of waiting for ever. A renewal is not
 * bounded here: the keeper of a lease knows when it ends.
 */
export function boundedJournal(journal: JournalStore, settings: BoundedSettings): JournalStore {
  const bounded = <T>(operation: string, work: () => Promise<T>): Promise<T> =>
    inTime(operation, work(), settings)
  return {
    lease: (owner, length) => bounded('lease', () => journal.lease(owner, length)),
    holder: () => bounded('holder', () => journal.holder()),
    renew: (lease, length) => journal.renew(lease, length),
    release: (lease) => bounded('release', () => journal.release(lease)),
    append: (lease, entries) => bounded('append', () => journal.append(lease, entries)),
    async *read() {
      const entries = journal.read()[Symbol.asyncIterator]()
      let isReading = true
      try {
        for (;;) {
          isReading = true
          const next = await bounded('read', () => entries.next())
          if (next.done) return
          isReading = false
          yield next.value
        }
      } finally {
        // A store that is silent, has failed or has ended is not asked to end.
        if (!isReading) await entries.return?.()
      }
    },
    replace: (lease, entries) => bounded('replace', () => journal.replace(lease, entries)),
    secret: () => bounded('secret', () => journal.secret()),
    saveRun: (lease, run, text) => bounded('saveRun', () => journal.saveRun(lease, run, text)),
    loadRun: (run) => bounded('loadRun', () => journal.loadRun(run)),
    dropRun: (lease, run) => bounded('dropRun', () => journal.dropRun(lease, run)),
    runs: () => bounded('runs', () => journal.runs()),
  }
}

async function inTime<T>(
  operation: string,
  work: Promise<T>,
  { timeout, clock }: BoundedSettings,
): Promise<T> {
  let cancel: (() => void) | undefined
  const end = new Promise<never>((_, reject) => {
    cancel = startTimer(clock, timeout, () => {
      const message = `journal: '${operation}' was not answered within ${timeout} ms: see whether its store can be reached`
      reject(new SCIMJournalError(message, 'silent'))
    })
  })
  return Promise.race([work, end]).finally(cancel)
}
