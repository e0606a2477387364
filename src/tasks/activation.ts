import type { Client } from '../client/client.ts'
import type { Applied } from '../errors/applied.ts'
import { SCIMRefusedError } from '../errors/refused-error.ts'
import type { User } from '../schemas/user.ts'
import { systemClock } from '../time/clock.ts'
import { callOptions, type TaskOptions, untilSeen } from './task-options.ts'
import { isInDoubt, withApplied } from './track-writes.ts'

/** What {@link deactivateUser} and {@link reactivateUser} can be told. */
export interface ActivationOptions extends TaskOptions {
  /** Whether to read until the change shows; default `true`. */
  readonly verify?: boolean | undefined
}

/**
 * Deactivates an account by DELETE, the observed and repeatable way, and reads it until it is inactive.
 *
 * @param scim - a client of either dialect
 * @param id - the account's Slack id
 * @param options - `verify`, `settleTimeout`, and what every call takes
 * @returns the account as last read; undefined without `verify`
 * @throws {@link SCIMRefusedError} (`unsettled`) if it is still active when settleTimeout ends
 *
 * @example
 * ```ts
 * import { deactivateUser, SCIMClient } from 'slack-scim'
 *
 * const scim = new SCIMClient('xoxp-…')
 * await deactivateUser(scim, 'U0123456789')
 * ```
 */
export async function deactivateUser(
  scim: Client,
  id: string,
  { verify = true, ...options }: ActivationOptions = {},
): Promise<User | undefined> {
  return writeAndSee(scim, id, false, scim.deleteUser(id, callOptions(options)), verify, options)
}

/**
 * Reactivates an account by a PATCH with a boolean, and reads it until it is active. Slack does not bring
 * back the channels and groups that it was in.
 *
 * @param scim - a client of either dialect
 * @param id - the account's Slack id
 * @param options - `verify`, `settleTimeout`, and what every call takes
 * @returns the account as last read; undefined without `verify`
 * @throws {@link SCIMRefusedError} (`unsettled`) if it is still inactive when settleTimeout ends
 */
export async function reactivateUser(
  scim: Client,
  id: string,
  { verify = true, ...options }: ActivationOptions = {},
): Promise<User | undefined> {
  return writeAndSee(
    scim,
    id,
    true,
    scim.patchUser(id, { active: true }, callOptions(options)),
    verify,
    options,
  )
}

/**
 * Milliseconds after which a read is taken to show an earlier write: Slack's own tests look for ten seconds
 * (https://github.com/slackapi/java-slack-sdk, test_with_remote_apis/scim).
 */
const LONGEST_LAG = 10_000

/**
 * Waits for a write, then for reads to show it. A lost answer is no failure of what can be seen, once reads
 * cannot be older than the write; if the reading fails, the write has been sent all the same.
 */
async function writeAndSee(
  scim: Client,
  id: string,
  active: boolean,
  write: Promise<unknown>,
  verify: boolean,
  options: TaskOptions,
): Promise<User | undefined> {
  const { clock = systemClock(), signal } = options
  let applied: Applied = 'yes'
  try {
    await write
  } catch (error) {
    if (!verify || signal?.aborted || !isInDoubt(error)) throw error
    applied = (error as { readonly applied: Applied }).applied
  }
  if (!verify) return undefined
  const written = clock.now()
  // In doubt, the first look says nothing either: it may be what makes the service look again.
  let looks = 0
  try {
    const settled = await untilSeen(options, async () => {
      const { user } = await scim.readUser(id, callOptions(options))
      const isNews = applied !== 'unknown' || (looks++ > 0 && clock.now() - written >= LONGEST_LAG)
      return user.active === active && isNews ? user : undefined
    })
    if (settled) return settled
    throw new SCIMRefusedError(`${id} was not seen to be ${active ? 'active' : 'inactive'}`, 'unsettled')
  } catch (error) {
    throw withApplied(applied, error)
  }
}
