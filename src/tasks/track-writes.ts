import type { Applied } from '../errors/applied.ts'
import { SCIMError } from '../errors/scim-error.ts'

/** Awaits a write and remembers whether it may have left anything; `whole` if there is nothing else to do. */
export type Write = <T>(call: Promise<T>, whole?: boolean) => Promise<T>

/**
 * Does something in several requests. An error says what became of the request that it ended; whoever asked
 * for the whole wants to know whether anything was changed: a read that fails after a write, or the second
 * write of two, does not mean that nothing was.
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

/** The error, with what is known of the whole operation in place of what is known of its last request. */
export function withApplied(applied: Applied, error: unknown): unknown {
  return SCIMError.is(error) ? Object.assign(error, { applied }) : error
}

/** Whether what failed may have been done all the same. */
export function isInDoubt(error: unknown): boolean {
  return SCIMError.is(error) && /^(yes|unknown)$/.test(String((error as { applied?: unknown }).applied))
}
