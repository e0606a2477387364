import { SCIMError } from '../../errors/scim-error.ts'

/**
 * Why a journal could not be used.
 *
 * - `held`: another process holds the lease
 * - `lost`: the lease is over, and another process may hold a newer one
 * - `unreadable`: an entry is damaged, or the store does not answer as it should
 * - `unwritable`: entries could not be stored, so nothing was sent
 * - `silent`: the store did not answer in time, so it is unknown what it did
 */
export type JournalReason = 'held' | 'lost' | 'unreadable' | 'unwritable' | 'silent'

/**
 * The journal of provisioning cannot be used. Provisioning fails closed: without a journal it sends no request.
 *
 * @example
 * ```ts
 * import { SCIMJournalError } from 'slack-scim/provisioning'
 *
 * export const isBusy = (error: unknown): boolean => error instanceof SCIMJournalError && error.reason === 'held'
 * ```
 */
export class SCIMJournalError extends SCIMError {
  declare readonly name: 'SCIMJournalError'
  declare readonly code: 'journal'
  /** Why. */
  readonly reason: JournalReason

  /**
   * @param message - one sentence with the fix
   * @param reason - why
   * @param cause - the error underneath; default none
   */
  constructor(message: string, reason: JournalReason, cause?: unknown) {
    super({ name: 'SCIMJournalError', code: 'journal', message, cause })
    this.reason = reason
  }
}

/** The error for a lease that is over. */
export function lostLease({
  fence,
  owner,
}: {
  readonly fence: number
  readonly owner: string
}): SCIMJournalError {
  const message = `journal: lease ${fence} of ${owner} is over, and another process may go on: start again`
  return new SCIMJournalError(message, 'lost')
}

const READING: ReadonlySet<string> = /* @__PURE__ */ new Set(['holder', 'read', 'loadRun', 'runs', 'secret'])

/** The error for a store that does not answer. */
export function unreachable(store: string, operation: string, cause: unknown): SCIMJournalError {
  const reason = READING.has(operation) ? 'unreadable' : 'unwritable'
  return new SCIMJournalError(`journal: ${store}: '${operation}' failed: look at its cause`, reason, cause)
}
