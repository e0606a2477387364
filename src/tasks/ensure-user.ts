import type { UserOperations } from '../client/operations.ts'
import { type OptionRules, oneOf } from '../options/check-options.ts'
import type { UserCreate } from '../schemas/user.ts'
import { createOnce, findPerson } from './create-once.ts'
import type { EnsuredUser, EnsureOptions } from './ensured-user.ts'
import { withManagerId } from './manager.ts'
import { beginTask } from './task.ts'
import { trackWrites } from './track-writes.ts'
import { updateAccount } from './update-account.ts'
import { checkWanted } from './wanted-user.ts'

/**
 * Makes sure that there is an account with these attributes: finds the person by primary email, else creates the
 * account, and changes what differs.
 *
 * It takes no account over. A conflict about a `userName` never identifies a person: it rejects with a
 * `SCIMConflictError` that has the `holder`, if found. An id that an error names is a hint: the account is read, and
 * its primary email must be ours before anything is written. A create whose answer was lost is looked for before it
 * is sent again. A conflict whose holder does not show (a channel has the name, or reads lag) is searched for as long
 * as `settleTimeout`.
 *
 * The guest extension, when it is given, is wanted like any other attribute: `null` means a full member. A change of
 * status is refused unless `guestStatus: 'change'`; a change of `expiration` is made.
 *
 * An account that exists already is not given what no read can show, since every run would write it again: `skipped`
 * names these attributes. Reads of guests hide phones, addresses and more, and no read tells whose photo it shows.
 *
 * @param scim - a client of either dialect, or anything with its operations
 * @param user - the attributes; those that are left out are left alone, and an empty list adds nothing
 * @param options - `onDeactivated`, `guestStatus`, `settleTimeout` (milliseconds), and the options of a call
 * @throws {@link SCIMValidationError} for an attribute of the wrong type; nothing was sent
 * @throws {@link SCIMConflictError} if another account has the name or the address
 * @throws {@link SCIMRefusedError} `deactivated` for a deactivated account, without `onDeactivated: 'reactivate'`;
 *   `guest_status` if the guest status would change, without `guestStatus: 'change'`; `active_unknown` if the service does not say whether the account is active
 * @see [Tasks](https://github.com/slack-scim/slack-scim/blob/main/docs/guide/tasks.md)
 *
 * @example
 * ```ts
 * import { ensureUser, SCIMClient } from 'slack-scim'
 *
 * const scim = new SCIMClient('xoxp-…')
 * const { outcome, user } = await ensureUser(
 *   scim,
 *   { userName: 'jo', emails: [{ value: 'jo@example.com', primary: true }], title: 'Engineer' },
 *   { onDeactivated: 'reactivate' },
 * )
 * console.log(outcome, user.id)
 * ```
 */
export async function ensureUser(
  scim: UserOperations,
  user: UserCreate,
  options: EnsureOptions = {},
): Promise<EnsuredUser> {
  const needs = ['searchUsers', 'readUser', 'createUser', 'patchUser', 'deleteUser'] as const
  const task = beginTask({ name: 'ensureUser', scim, needs, options, rules: RULES })
  const email = checkWanted(task, user)
  return trackWrites(async (write) => {
    const found = await findPerson(task, email)
    const wanted = await withManagerId(task, user, found)
    const { account, created } = found
      ? { account: found, created: false }
      : await createOnce(task, wanted, write)
    if (created) return { outcome: 'created', user: account, skipped: [] }
    return updateAccount(task, { account, wanted, options }, write)
  })
}

const RULES: OptionRules = /* @__PURE__ */ (() => ({
  // Required to be said in full, so that no caller takes a userName for what identifies a person.
  match: [
    (value: unknown) => Array.isArray(value) && value.length === 1 && value[0] === 'email',
    "['email']",
  ] as const,
  onDeactivated: oneOf('refuse', 'reactivate'),
  guestStatus: oneOf('refuse', 'change'),
}))()
