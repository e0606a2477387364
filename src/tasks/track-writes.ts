import type { Applied } from '../errors/applied.ts'
import { SCIMError } from '../errors/scim-error.ts'

/** Awaits a write and remembers whether it may have had an effect; `whole` if the task has no other write. */
export type Write = <T>(call: Promise<T>, whole?: boolean) => Promise<T>

/**
 * Runs a task of several requests. The `applied` of an error speaks for one request, and the caller needs to know
 * about all of them: when a read fails after a write, or the second of two writes, something was changed. The error
 * then gets `unknown`.
 */
export async function trackWrites<T>(work: (write: Write) => Promise<T>): Promise<T> {
  let touched = false
  const write: Write = async (call, whole = false) => {
    try {
      const answer = await call
      touched = true
      return answer
    } catch (error) {
      touched ||= !whole && isInDoubt(error)
      throw error
    }
  }
  try {
    return await work(write)
  } catch (error) {
    throw touched ? withApplied('unknown', error) : error
  }
}

/** The error, with the `applied` of the whole task in place of that of its last request. */
export function withApplied(applied: Applied, error: unknown): unknown {
  return SCIMError.is(error) ? Object.assign(error, { applied }) : error
}

/** Whether the failed write may have taken effect. */
export function isInDoubt(error: unknown): boolean {
  return SCIMError.is(error) && ['yes', 'unknown'].includes(String((error as { applied?: unknown }).applied))
}
