import type { Attributes } from '../attributes/attribute.ts'

/** What an account is. Bots and guests are never changed unless a source names them. */
export type AccountKind = 'member' | 'guest' | 'bot'

/** An account of Slack, in the vocabulary of provisioning. */
export interface Account {
  readonly id: string
  readonly active: boolean
  readonly kind: AccountKind
  /** Canonical; an attribute without a value is absent. */
  readonly attributes: Attributes
  /** Whether Slack answers the account in a short form, without phones, addresses and extensions; default `false`. */
  readonly short?: boolean | undefined
}

/** A group of Slack. */
export interface Roster {
  readonly id: string
  readonly name: string
  /** Slack ids. */
  readonly members: ReadonlySet<string>
}

/** A rank or kind that SCIM does not show; read from the Web API. */
export type Rank = 'primary-owner' | 'owner' | 'admin' | 'bot'

/** Slack as it was at one time. */
export interface Snapshot {
  /** The id or the host of the organization. */
  readonly organization: string
  /** ISO 8601. */
  readonly takenAt: string
  /** Whether every list was read to its end. Absence from an incomplete snapshot means nothing. */
  readonly complete: boolean
  /** Accounts by Slack id. */
  readonly users: ReadonlyMap<string, Account>
  /** Groups by Slack id. */
  readonly groups: ReadonlyMap<string, Roster>
  /** Ranks by Slack id; absent: unknown, so a plan deactivates only with `policy.protect`. */
  readonly roles?: ReadonlyMap<string, Rank> | undefined
  /** The Slack id of the token's own account; absent: unknown. */
  readonly self?: string | undefined
}

/** What the Web API tells of an organization, and SCIM does not. */
export interface OrganizationFacts {
  /** The id of the organization, or of the workspace. */
  readonly organization: string
  /** The Slack id of the token's own account; absent: unknown. */
  readonly self?: string | undefined
  /** Ranks by Slack id; accounts without one are absent. */
  readonly roles?: ReadonlyMap<string, Rank> | undefined
  /** Guests, also those that SCIM shows without the guest extension. */
  readonly guests?: ReadonlySet<string> | undefined
}

/** Reads {@link OrganizationFacts}; the Web API is another host than SCIM, so a client does not. */
export type OrganizationReader = (options?: ReadFactsOptions) => Promise<OrganizationFacts>

/** Options of an {@link OrganizationReader}. */
export interface ReadFactsOptions {
  /** Ends the read. */
  readonly signal?: AbortSignal | undefined
  /** The id of the organization that is meant: for another one, the reader rejects before it lists accounts. */
  readonly expect?: string | undefined
}
