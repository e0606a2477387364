import type { AssumptionLedger } from '../assumptions/ledger.ts'
import type { Directory } from './directory.ts'
import { blankUser, type UserRecord } from './user.ts'

/** A pending write of one account: the working copy, and what is normalized at the end. */
export interface Change {
  readonly how: 'create' | 'replace' | 'patch'
  /** The account as it was; absent when it is being created. */
  readonly before: UserRecord | undefined
  /** The working copy; only this change refers to it. */
  readonly user: UserRecord
  readonly directory: Directory
  readonly ledger: AssumptionLedger
  readonly now: number
  /** The names that the request sets. They are normalized together, because each mirrors the other. */
  userName?: string
  nickName?: string
  /** Whether the request sets the person's name. */
  nameGiven: boolean
  /** Whether a create had an invalid profile value; all profile fields are dropped at the end. */
  profileBroken: boolean
  /** Snapshots after each part of a PATCH, in case a later part fails. */
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

/** Ends one part of a PATCH: an operation of 2.0, an attribute of 1.1. */
export function endPart(change: Change): void {
  if (change.how === 'patch') change.parts.push({ ...change, user: structuredClone(change.user) })
}
