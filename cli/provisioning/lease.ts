import { hostname } from 'node:os'
import { type JournalStore, type Lease, SCIMJournalError } from '../../src/provisioning/index.ts'

/** How long a lease lasts, in milliseconds; what is done under it takes much less. */
const LEASE = 60_000

/** Names this process to those who find the journal in use. */
export function processName(): string {
  return `${hostname()} (process ${process.pid})`
}

/**
 * Does work under the lease of a journal.
 *
 * @param work - returns the lease that is to be released, which may be a newer one
 * @throws {SCIMJournalError} `held` while another run has the lease
 */
export async function underLease(store: JournalStore, work: (lease: Lease) => Promise<Lease>): Promise<void> {
  const lease = await store.lease(processName(), LEASE)
  if (!lease) {
    const holder = await store.holder()
    throw new SCIMJournalError(
      `journal: ${holder?.owner ?? 'another run'} has the lease: wait until it ends`,
      'held',
    )
  }
  let last = lease
  try {
    last = await work(lease)
  } finally {
    await store.release(last)
  }
}
