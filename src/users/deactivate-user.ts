import type { Client } from '../client/client.ts'
import { SCIMRefusedError } from '../errors/refused-error.ts'
import type { User } from '../schemas/user.ts'
import { callOptions, type DomainOptions, untilSeen } from './domain-options.ts'

/** What {@link deactivateUser} and {@link reactivateUser} can be told. */
export interface ActivationOptions extends DomainOptions {
  /** Whether to read until the change shows; default `true`. */
  readonly verify?: boolean | undefined
}

/**
 * Deactivates an account by DELETE, the observed and repeatable way, and reads it until it is inactive.
 *
 * @param scim - a client of either dialect
 * @param id - the account's Slack id
 * @param options - `verify`, `patience`, and what every call takes
 * @returns the account as last read; undefined without `verify`
 * @throws {@link SCIMRefusedError} (`unsettled`) if it is still active when patience ends
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
  await settledByReading(scim.deleteUser(id, callOptions(options)), verify, options)
  return verify ? untilActiveIs(scim, id, false, options) : undefined
}

/**
 * Reactivates an account by a PATCH with a boolean, and reads it until it is active. Slack does not bring
 * back the channels and groups that it was in.
 *
 * @param scim - a client of either dialect
 * @param id - the account's Slack id
 * @param options - `verify`, `patience`, and what every call takes
 * @returns the account as last read; undefined without `verify`
 * @throws {@link SCIMRefusedError} (`unsettled`) if it is still inactive when patience ends
 */
export async function reactivateUser(
  scim: Client,
  id: string,
  { verify = true, ...options }: ActivationOptions = {},
): Promise<User | undefined> {
  await settledByReading(scim.patchUser(id, { active: true }, callOptions(options)), verify, options)
  return verify ? untilActiveIs(scim, id, true, options) : undefined
}

/** A lost answer is no failure of what can be seen: reading decides. */
async function settledByReading(
  write: Promise<unknown>,
  verify: boolean,
  { signal }: DomainOptions,
): Promise<void> {
  try {
    await write
  } catch (error) {
    const { applied } = error as { readonly applied?: unknown }
    if (!verify || signal?.aborted || (applied !== 'unknown' && applied !== 'yes')) throw error
  }
}

async function untilActiveIs(
  scim: Client,
  id: string,
  active: boolean,
  options: DomainOptions,
): Promise<User> {
  const settled = await untilSeen(options, async () => {
    const { user } = await scim.readUser(id, callOptions(options))
    return user.active === active ? user : undefined
  })
  if (settled) return settled
  throw new SCIMRefusedError(`${id} is still read as ${active ? 'inactive' : 'active'}`, 'unsettled')
}
