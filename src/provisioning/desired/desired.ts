import type { Filter } from '../../filter/filter.ts'
import type { Attribute, Attributes } from '../attributes/attribute.ts'

/** A person as a source wants them. */
export interface DesiredUser {
  /** The stable name of the person in the source, such as an employee number; never changes, never moves to another person. */
  readonly key: string
  /** The name of the source. */
  readonly source: string
  /** Whether the account is to work. */
  readonly active: boolean
  readonly attributes: Attributes
  /** `true` for a guest; default `false`. */
  readonly guest?: boolean | undefined
  /** Where the row stands, such as `people.csv:42`; default none. */
  readonly origin?: string | undefined
}

/** A group as a source wants it. */
export interface DesiredGroup {
  /** The stable name of the group in the source. */
  readonly key: string
  /** The name of the source. */
  readonly source: string
  /** The name in Slack; default: the key. */
  readonly name?: string | undefined
  /** Keys of people. */
  readonly members: readonly string[]
  /** `add` leaves other members alone; `exact` removes them. */
  readonly mode: 'add' | 'exact'
  /** Where the group stands, such as `groups.csv:7`; default none. */
  readonly origin?: string | undefined
}

/**
 * When a source writes an attribute: on every run, when it creates the account, or when Slack has no value. An
 * attribute that is left out is never written.
 */
export type Ownership = 'always' | 'onCreate' | 'whenEmpty'

/** The attributes that a source writes. */
export type Owns = { readonly [A in Attribute]?: Ownership }

/** What is known of one source after it was read. */
export interface SourceFacts {
  readonly name: string
  /** People read; rows of people whose key repeats are an error, so this is their number. */
  readonly rows: number
  /** Whether the source was read to its end without an error. Absence from an incomplete source means nothing. */
  readonly complete: boolean
  /** When the data was made or read, as ISO 8601. */
  readonly takenAt: string
  /** The accounts that absence here may concern, beside those linked to it; default none. */
  readonly scope?: Filter | undefined
  readonly owns: Owns
}

/** All sources together: what Slack is to be. */
export interface Desired {
  readonly sources: readonly SourceFacts[]
  /** People by key. */
  readonly users: ReadonlyMap<string, DesiredUser>
  /** Groups by key. */
  readonly groups: ReadonlyMap<string, DesiredGroup>
}
