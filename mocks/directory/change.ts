import type { AssumptionLedger } from '../assumptions/ledger.ts'
import type { Directory } from './directory.ts'
import { blankUser, type UserRecord } from './user.ts'

/** What a request does to one account: the working copy and what has to be settled at the end. */
export interface Change {
  readonly how: 'create' | 'replace' | 'patch'
  /** The account as it was; absent when it is being created. */
  readonly before: UserRecord | undefined
  /** The working copy, which is nobody else's. */
  readonly user: UserRecord
  readonly directory: Directory
  readonly ledger: AssumptionLedger
  readonly now: number
  /** The names asked for; they are settled together, because each one mirrors the other. */
  userName?: string
  nickName?: string
  /** Whether the request says how the person is called. */
  nameGiven: boolean
  /** A profile value was bad at create: all profile fields are dropped at the end. */
  profileBroken: boolean
  /** The change as it was after each part of a PATCH, for what a later part may spoil. */
  readonly parts: Change[]
}

/** Opens a change of an account that exists, or of a new one. */
export function openChange(
  how: Change['how'],
  before: UserRecord | undefined,
  context: Pick<Change, 'directory' | 'ledger' | 'now'>,
): Change {
  const user = before ? structuredClone(before) : blankUser(context.directory.newUserId(), context.now)
  return { how, before, user, nameGiven: false, profileBroken: false, parts: [], ...context }
}

/** Notes that a part of a PATCH is written: an operation of 2.0, an attribute of 1.1. */
export function endPart(change: Change): void {
  if (change.how === 'patch') change.parts.push({ ...change, user: structuredClone(change.user) })
}
