import type { UserOperations } from '../client/operations.ts'
import { SCIMApiError } from '../errors/api-error.ts'
import type { Applied } from '../errors/applied.ts'
import { SCIMRefusedError } from '../errors/refused-error.ts'
import type { User } from '../schemas/user.ts'
import { type Task, untilSeen } from './task.ts'
import { isInDoubt, withApplied } from './track-writes.ts'

/** A write on one account, and how reads show it. */
export interface VisibleWrite {
  readonly id: string
  /** The write, already sent. */
  readonly write: Promise<unknown>
  /** Whether an account, as it was read, shows the write; may throw what makes further reads useless. */
  readonly shows: (user: User) => boolean
  /** The state that reads should show, for the message of `unsettled`: `is active`. */
  readonly expected: string
  /** Whether an account that is gone shows the write too. */
  readonly endsAccount?: boolean
}

/**
 * Milliseconds after which a read shows an earlier write: Slack's own tests read for ten seconds
 * (https://github.com/slackapi/java-slack-sdk, test_with_remote_apis/scim).
 */
const LONGEST_LAG = 10_000

/**
 * Waits for a write, then for reads to show it. A write whose answer was lost counts as done once a read shows it
 * that cannot be older than the write.
 *
 * @returns the account as last read; undefined if it is gone
 * @throws {@link SCIMRefusedError} (`unsettled`) if reads do not show the write when `settleTimeout` ends
 */
export async function seeChange(
  task: Task<UserOperations>,
  { id, write, shows, expected, endsAccount = false }: VisibleWrite,
): Promise<User | undefined> {
  const { name, scim, call, clock } = task
  let applied: Applied = 'yes'
  try {
    await write
  } catch (error) {
    // A refusal is final, though parts of what was refused may have been done.
    const isRefusal = error instanceof SCIMApiError && error.status < 500
    if (call.signal?.aborted || isRefusal || !isInDoubt(error)) throw error
    applied = (error as { readonly applied: Applied }).applied
  }
  const written = clock.now()
  // The first read after a write in doubt proves nothing: on Slack it may be what refreshes the next one.
  let reads = 0
  try {
    const seen = await untilSeen(task, async () => {
      const user = await readOrGone()
      const isNews = applied !== 'unknown' || (reads++ > 0 && clock.now() - written >= LONGEST_LAG)
      return isNews && (user === 'gone' || shows(user)) ? user : undefined
    })
    if (seen !== undefined) return seen === 'gone' ? undefined : seen
    throw new SCIMRefusedError(
      `${name}: ${id}: no read showed within settleTimeout that it ${expected}`,
      'unsettled',
    )
  } catch (error) {
    throw withApplied(applied, error)
  }

  async function readOrGone(): Promise<User | 'gone'> {
    try {
      return (await scim.readUser(id, call)).user
    } catch (error) {
      // Some services delete permanently. After a DELETE in doubt, 404 may as well mean that there never was an account.
      const isGone = endsAccount && applied === 'yes' && error instanceof SCIMApiError && error.status === 404
      if (isGone) return 'gone'
      throw error
    }
  }
}
