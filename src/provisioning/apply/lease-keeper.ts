import { SCIMConfigurationError } from '../../errors/configuration-error.ts'
import { type Clock, startTimer } from '../../time/clock.ts'
import { SCIMJournalError } from '../journal/journal-error.ts'
import type { JournalStore, Lease } from '../journal/journal-store.ts'

/** Milliseconds that a lease lasts by default. */
export const LEASE_TIME = 60_000

/** @throws {@link SCIMConfigurationError} for a length below a second */
export function checkLeaseTime(length: number): void {
  if (!(Number.isSafeInteger(length) && length >= 1000))
    throw new SCIMConfigurationError(
      "applyPlan: option 'leaseTime': must be a whole number of milliseconds, 1000 or more",
    )
}

/** A lease that is renewed for as long as it is kept. */
export interface KeptLease {
  readonly lease: Lease
  /** Aborts when the lease is lost, or may be. */
  readonly signal: AbortSignal
  release(): Promise<void>
}

/** How a lease is kept. */
export interface LeaseSettings {
  readonly owner: string
  /** Milliseconds that it lasts without renewal; it is renewed after each third of that. */
  readonly length?: number | undefined
  readonly clock: Clock
}

/**
 * Takes the lease and keeps it.
 *
 * @throws {@link SCIMJournalError} `held` while another process has it
 * @throws {@link SCIMConfigurationError} for a length below a second
 */
export async function keepLease(
  journal: JournalStore,
  { owner, length = LEASE_TIME, clock }: LeaseSettings,
): Promise<KeptLease> {
  checkLeaseTime(length)
  let renewed = clock.now()
  const lease = await journal.lease(owner, length)
  if (!lease) throw await heldBy(journal)
  const controller = new AbortController()
  let stop: () => void = () => {}
  let renewing: Promise<void> | undefined
  const arm = (): void => {
    stop = startTimer(clock, length / 3, () => {
      renewing = renew()
    })
  }
  /** What a journal answers before the lease ends; nothing if it fails, or is silent for too long. */
  const beforeEnd = async (answer: Promise<boolean>): Promise<boolean | undefined> => {
    let cancel: () => void = () => {}
    const end = new Promise<undefined>((resolve) => {
      cancel = startTimer(clock, Math.max(0, renewed + length - clock.now()), () => resolve(undefined))
    })
    return Promise.race([answer.catch(() => undefined), end]).finally(cancel)
  }
  const renew = async (): Promise<void> => {
    const asked = clock.now()
    // A journal that does not answer may answer later: only the end of the lease counts.
    const kept = await beforeEnd(journal.renew(lease, length))
    if (controller.signal.aborted) return
    if (kept) renewed = asked
    if (kept === false || clock.now() - renewed >= length) {
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
      controller.abort()
      // A renewal that arrives late would take the lease back.
      await renewing
      // A lease that cannot be given up ends by itself.
      await journal.release(lease).catch(() => {})
    },
  }
}

async function heldBy(journal: JournalStore): Promise<SCIMJournalError> {
  const holder = await journal.holder()
  const until = holder ? ` until ${new Date(holder.until).toISOString()}, unless renewed` : ''
  const message = `journal: another run has the lease: ${holder?.owner ?? 'another process'}${until}: wait for it to end`
  return new SCIMJournalError(message, 'held')
}
