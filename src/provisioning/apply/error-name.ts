import { SCIMError } from '../../errors/scim-error.ts'
import { SCIMJournalError } from '../journal/journal-error.ts'

/**
 * What a report says of an error: codes and names, never a message, since that may quote a person or a token.
 *
 * @param error - what was thrown
 */
export function errorName(error: unknown): string {
  if (!SCIMError.is(error)) {
    const name = error instanceof Error ? error.name : typeof error
    return `an error that is no SCIMError (${/^\w{1,40}$/.test(name) ? name : 'Error'})`
  }
  const { code, reason, status } = error as SCIMError & {
    readonly reason?: unknown
    readonly status?: number
  }
  const known = typeof reason === 'string' && /^\w{1,60}$/.test(reason) ? `${code}: ${reason}` : code
  return status === undefined ? known : `${known} (${status})`
}

/** Why a run stops that cannot write into its journal. */
export function journalFailure(error: unknown): string {
  return `the journal failed: ${error instanceof SCIMJournalError ? error.reason : errorName(error)}`
}
