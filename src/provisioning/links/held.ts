/**
 * Why the plan does less for a person or group than the sources say.
 *
 * - `disputed`: two accounts, two keys or two rows answer to one another
 * - `reused`: the key belongs to an account of another person
 * - `address-held`, `name-held`: another account or group keeps the email or the name
 * - `vanished`: the linked account or group is not in Slack
 * - `cycle`: names or addresses are to be swapped, and the policy has no place to park at
 * - `protected`: the account is an owner's, an admin's, a bot's, the token's own, or named by the policy
 * - `roles-unknown`: no account is deactivated before it is known which must not be
 * - `not-allowed`: `policy.allow` lacks the action
 * - `guest-status`: the source does not say that the account is a guest's
 * - `emptyGroup`: the group would have no members
 * - `group-size`: the group would have more than 15,000 members
 * - `absent`: no source has the person
 * - `unmanaged`: members of an exact group whom no source knows
 * - `hidden`: Slack does not show attributes of a guest that the source has changed
 * - `contested`: another writer has changed the value back in three runs, or since the run that is rolled back
 * - `incomplete`: a part of the snapshot is missing
 * - `attributes-missing`: the row lacks what a new account needs
 * - `depends`: it needs a person who is held
 * - `irreversible`: a rollback cannot restore it
 */
export type HeldCode =
  | 'disputed'
  | 'reused'
  | 'address-held'
  | 'name-held'
  | 'vanished'
  | 'cycle'
  | 'protected'
  | 'roles-unknown'
  | 'not-allowed'
  | 'guest-status'
  | 'emptyGroup'
  | 'group-size'
  | 'absent'
  | 'unmanaged'
  | 'contested'
  | 'hidden'
  | 'incomplete'
  | 'attributes-missing'
  | 'depends'
  | 'irreversible'

/** A person or group for whom the plan does less than the sources say. */
export interface Held {
  readonly code: HeldCode
  /** The person or group, as a reader knows them. */
  readonly who: string
  readonly key?: string | undefined
  /** The Slack id, if there is one. */
  readonly target?: string | undefined
  /** One sentence. */
  readonly why: string
  /** The command or the change that would free it. */
  readonly fix?: string | undefined
  readonly origin?: string | undefined
}
