import type { AssumptionLedger } from '../../assumptions/ledger.ts'
import type { JSONObject } from '../../attributes/json.ts'
import type { Change } from '../../directory/change.ts'
import type { GroupRecord } from '../../directory/group.ts'
import type { GroupChange } from '../../directory/memberships.ts'
import type { Refusal } from '../../errors/refusal.ts'

/** One page of a list, with rendered rows. */
export interface Page {
  readonly totalResults: number
  readonly startIndex: number
  readonly rows: readonly unknown[]
}

/** The answer of a handler; without `body` the answer has an empty body. */
export interface Answer {
  readonly status: number
  readonly body?: unknown
}

/** What differs between the two SCIM versions: two codecs over one directory. */
export interface Dialect {
  readonly version: '1.1' | '2.0'
  /** The version segment of the path. */
  readonly segment: 'v1' | 'v2'
  readonly urns: {
    readonly user: string
    readonly group: string
    readonly enterprise: string
    readonly guest: string
    readonly profile: string
  }
  renderGroup(group: GroupRecord, members: readonly JSONObject[], location: string): JSONObject
  renderList(page: Page): JSONObject
  renderError(refusal: Refusal): JSONObject
  /** Writes the body of a PATCH onto an account. */
  patchUser(change: Change, body: JSONObject): void
  /** Reads the body of a PATCH of a group as changes, to be applied in order. */
  patchGroup(body: JSONObject, ledger: AssumptionLedger): Iterable<GroupChange>
  /** Returns the answers to writes. */
  answers(ledger: AssumptionLedger): DialectAnswers
}

/** How a dialect answers its writes. */
export interface DialectAnswers {
  created(body: unknown): Answer
  patchedUser(body: unknown): Answer
  patchedGroup(body: unknown): Answer
  deactivated(): Answer
  removedGroup(): Answer
}
