import { type Clock, startTimer } from '../../time/clock.ts'
import { SCIMJournalError } from '../journal/journal-error.ts'
import type { JournalStore, Lease } from '../journal/journal-store.ts'

/** Milliseconds that a lease lasts: a process that dies is followed after at most this time. */
const LENGTH = 60_000
/** Milliseconds between two renewals. */
const INTERVAL = 20_000

/** A lease that is renewed for as long as it is kept. */
export interface KeptLease {
  readonly lease: Lease
  /** Aborts when the lease is lost, or may be. */
  readonly signal: AbortSignal
  release(): Promise<void>
}

/**
 * Takes the lease and keeps it.
 *
 * @throws {@link SCIMJournalError} `held` while another process has it
 */
export async function keepLease(journal: JournalStore, owner: string, clock: Clock): Promise<KeptLease> {
  const lease = await journal.lease(owner, LENGTH)
  if (!lease) throw await heldBy(journal)
  const controller = new AbortController()
  let renewed = clock.now()
  let stop: () => void = () => {}
  const arm = (): void => {
    stop = startTimer(clock, INTERVAL, () => void renew())
  }
  const renew = async (): Promise<void> => {
    const asked = clock.now()
    // A journal that does not answer may answer later: only the end of the lease counts.
    const kept = await journal.renew(lease, LENGTH).catch(() => undefined)
    if (controller.signal.aborted) return
    if (kept) renewed = asked
    if (kept === false || clock.now() - renewed >= LENGTH) {
      controller.abort(new SCIMJournalError('journal: the lease was lost: another process may go on', 'lost'))
      return
    }
    arm()
  }
  arm()
  return {
    lease,
    signal: controller.signal,
    async release() {
      stop()
      // A lease that cannot be given up ends by itself.
      await journal.release(lease).catch(() => {})
      controller.abort()
    },
  }
}

async function heldBy(journal: JournalStore): Promise<SCIMJournalError> {
  const holder = await journal.holder()
  const until = holder ? ` until ${new Date(holder.until).toISOString()}, unless renewed` : ''
  const message = `journal: another run has the lease: ${holder?.owner ?? 'another process'}${until}: wait for it to end`
  return new SCIMJournalError(message, 'held')
}
