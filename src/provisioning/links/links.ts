import type { Attribute } from '../attributes/attribute.ts'

/** What is compared with what was written last: attributes, whether an account is active, and the members of a group. */
export type Tracked = Attribute | 'active' | 'members'

/** The account or group that a key of a source stands for. */
export interface Link {
  /** The Slack id. */
  readonly id: string
  /** The source that the key belongs to. */
  readonly source: string
  /** Keyed hashes of what was written last, so that a journal names no personal value. */
  readonly written: { readonly [T in Tracked]?: string }
  /** Runs in a row in which each of them was overwritten because another writer had changed it. */
  readonly contested?: { readonly [T in Tracked]?: number } | undefined
}

/** All links of one organization. */
export interface Links {
  /** The organization that the ids belong to; the empty text when there are no links yet. */
  readonly organization: string
  /** The secret with which `written` values are hashed, as hexadecimal text. */
  readonly secret: string
  /** Accounts by key. */
  readonly users: ReadonlyMap<string, Link>
  /** Groups by key. */
  readonly groups: ReadonlyMap<string, Link>
  /** Keys without a link that were given to new people: `employeeNumber` does not find their accounts. Default none. */
  readonly newPeople?: ReadonlySet<string> | undefined
}
