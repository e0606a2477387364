import { refuse } from '../errors/refusal.ts'
import type { Change } from './change.ts'
import { MAX_USERNAME, normalizeUserName, refuseConflict } from './names.ts'
import { blankProfile, visibleName } from './user.ts'

/** Checks and completes an account after all attributes of a request are written. */
export function normalize(change: Change): void {
  normalizeNames(change)
  normalizePersonName(change)
  checkEmails(change)
  // "Any invalid custom-profile value at create drops all of them" (https://docs.slack.dev/admins/scim-api).
  if (change.profileBroken) change.user.profile = blankProfile()
}

/** userName and nickName mirror each other: the one that is sent becomes both. */
function normalizeNames(change: Change): void {
  const { user, before } = change
  if (change.nickName !== undefined && Array.from(change.nickName).length > MAX_USERNAME) {
    if (change.nickName !== before?.nickName) refuse('long_nickname')
  }
  const asked = askedName(change)
  if (asked === undefined) {
    if (!before) refuse('username_required')
    return
  }
  const name = normalizeUserName(asked, before?.id, change)
  if (name === before?.userName) return
  user.userName = name
  user.nickName = name
  if (before) user.profileUrl = null
}

function askedName(change: Change): string | undefined {
  const { before, userName, nickName } = change
  if (userName === undefined || nickName === undefined) return userName ?? nickName
  if (userName === nickName) return userName
  // The two names of an old account may differ; repeated as they were read, they change nothing.
  if (before && userName === before.userName && nickName === before.nickName) return undefined
  const rule = change.ledger.assume('two-names')
  if (rule === 'refused') refuse('username_invalid')
  return rule === 'userName-wins' ? userName : nickName
}

function normalizePersonName(change: Change): void {
  const { user, before } = change
  // A create without a name takes the visible name (https://docs.slack.dev/reference/scim-api, guest
  // example).
  if (!before && !change.nameGiven) user.givenName = visibleName(user)
  if (user.givenName.trim() !== '' || user.familyName.trim() !== '') return
  if (before && before.givenName === user.givenName && before.familyName === user.familyName) return
  refuse('invalid_name_required')
}

function checkEmails(change: Change): void {
  const { user, before, directory, ledger } = change
  if (user.primaryEmail === '') refuse('email_empty')
  for (const email of [user.primaryEmail, user.secondaryEmail]) {
    if (!email) continue
    const holder = directory.userWithEmail(email)
    if (holder && holder.id !== before?.id)
      refuseConflict('email_taken', `existing_user=${holder.id}`, ledger)
  }
}
