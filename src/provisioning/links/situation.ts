import type { Held } from './held.ts'

/**
 * What a person of a source is to Slack.
 *
 * - `linked`: the link's account is there
 * - `matched`: no link; every matcher that finds an account finds the same one, which no other person has
 * - `new`: nothing matches, and the account is wanted
 * - `none`: nothing matches, and no account is wanted
 * - `disputed`: several accounts, or several people for one account
 * - `reused`: the account was another person's: email, given name and family name all differ
 * - `address-held`: the wanted address or `userName` is that of an account which no person of the sources has
 * - `vanished`: the link's account is not in the snapshot
 *
 * The last four are held.
 */
export type Situation =
  | 'linked'
  | 'matched'
  | 'new'
  | 'none'
  | 'disputed'
  | 'reused'
  | 'address-held'
  | 'vanished'

/** A person of a source, and the account that is theirs. */
export interface PersonSituation {
  readonly situation: Situation
  /** The Slack id of the account; absent where there is none, or where it is disputed. */
  readonly id?: string | undefined
  /** What the account was found by: `link`, `email`, `employeeNumber`, or both matchers. */
  readonly by: readonly ('link' | 'email' | 'employeeNumber')[]
  /** Why nothing is done for the person; absent if something may be. */
  readonly held?: Held | undefined
}

/** An account that a complete source should have and does not have. */
export interface AbsentAccount {
  readonly id: string
  /** The source that misses it. */
  readonly source: string
  /** The key of its link; absent for an account that is only in the source's scope. */
  readonly key?: string | undefined
}

/** What people and accounts are to each other. */
export interface Matches {
  /** By key, for every person of the sources. */
  readonly people: ReadonlyMap<string, PersonSituation>
  /** The key of the person that has an account, by Slack id. */
  readonly owners: ReadonlyMap<string, string>
  /** Accounts, active or not, that no source has although one should. Empty if any source or the snapshot is incomplete. */
  readonly absent: readonly AbsentAccount[]
  /** Ids of all other accounts, which no plan touches: other people's, guests and bots. */
  readonly unmanaged: ReadonlySet<string>
}
