import type { DesiredUser } from '../desired/desired.ts'
import type { Account } from '../snapshot/snapshot.ts'
import type { Held } from './held.ts'
import type { Link } from './links.ts'
import type { PersonSituation, Situation } from './situation.ts'

/** An account that a matcher found. */
export interface Found {
  readonly by: PersonSituation['by'][number]
  readonly account: Account
}

/**
 * A person of the sources, the accounts that may be theirs, and what follows from it. One object of one shape for each
 * person: most of the time of a large plan goes into what is made and looked up once for each person.
 */
export interface Claim {
  readonly person: DesiredUser
  readonly link: Link | undefined
  /** The account of the link, or the first that a matcher found. */
  readonly account: Account | undefined
  readonly by: PersonSituation['by']
  /** Every account that a matcher found; empty for a person with a link. */
  readonly found: readonly Found[]
  situation: Situation
  held: Held | undefined
  /** The Slack id by which groups and the plan's end know them; absent for one without an active account then. */
  memberId: string | undefined
}

/** The account that is a person's: none while it is disputed. */
export function ownAccount({
  situation,
  account,
}: Pick<Claim, 'situation' | 'account'>): Account | undefined {
  return situation === 'disputed' ? undefined : account
}

/** A person with an account. */
export type Owner = Claim & { readonly account: Account }

/** Tells whether an account was found for a person. */
export function hasAccount(claim: Claim): claim is Owner {
  return claim.account !== undefined
}

/** The people for whom an account was found, by Slack id. Almost every account has one, so only others take a list. */
export class Claimants {
  readonly #first = new Map<string, Claim>()
  readonly #others = new Map<string, Set<Claim>>()

  /** Notes that an account was found for a person. */
  add(id: string, claim: Claim): void {
    const first = this.#first.get(id)
    if (first === undefined) this.#first.set(id, claim)
    else if (first !== claim) this.#others.set(id, (this.#others.get(id) ?? new Set<Claim>()).add(claim))
  }

  /** Whether an account was found for any person. */
  has(id: string): boolean {
    return this.#first.has(id)
  }

  /** All people for whom it was found, in their order. */
  of(id: string): readonly Claim[] {
    const first = this.#first.get(id)
    return first === undefined ? [] : [first, ...(this.#others.get(id) ?? [])]
  }

  /** Whether it was found for several people. */
  isShared(id: string): boolean {
    return this.#others.has(id)
  }

  /** The only person for whom it was found. */
  only(id: string): Claim | undefined {
    return this.#others.has(id) ? undefined : this.#first.get(id)
  }

  /** The person whose account it is. */
  owner(id: string): Claim | undefined {
    return this.of(id).find(({ situation }) => situation !== 'disputed')
  }
}
