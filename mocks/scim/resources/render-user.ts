import type { AssumptionLedger } from '../../assumptions/ledger.ts'
import type { JSONObject } from '../../attributes/json.ts'
import { pacificTimestamp } from '../../directory/timestamp.ts'
import type { UserRecord } from '../../directory/user.ts'
import type { Dialect } from './dialect.ts'

/** What rendering needs beside the account. */
export interface UserSurroundings {
  readonly dialect: Dialect
  readonly ledger: AssumptionLedger
  readonly location: string
  /** Base of the profile URLs, with a trailing slash. */
  readonly teamUrl: string
  readonly groups: readonly { readonly id: string; readonly displayName: string }[]
}

/**
 * Renders an account with its keys in Slack's order: the short form for bots, guests and accounts without
 * profile data, else the full form with null placeholders.
 */
export function renderUser(user: UserRecord, surroundings: UserSurroundings): JSONObject {
  const { dialect, ledger } = surroundings
  const { urns } = dialect
  const rich = user.hasProfile && !user.guest && user.kind === 'human'
  const full = rich || ledger.assume('user-form') === 'always-full'
  const groups = surroundings.groups.map(({ id, displayName }) => ({ value: id, display: displayName }))
  return {
    schemas: [
      urns.user,
      ...(full ? [urns.enterprise, urns.profile] : []),
      ...(user.guest ? [urns.guest] : []),
    ],
    id: user.id,
    externalId: '',
    meta: { created: pacificTimestamp(user.created), location: surroundings.location },
    userName: user.userName,
    nickName: user.nickName,
    name: {
      givenName: user.givenName,
      familyName: user.familyName,
      ...(full ? { honorificPrefix: user.honorificPrefix } : {}),
    },
    displayName: user.displayName,
    profileUrl: user.profileUrl ?? `${surroundings.teamUrl}${user.userName}`,
    title: user.title,
    timezone: user.timezone,
    active: user.active,
    emails: [
      { value: user.primaryEmail, primary: true },
      ...(user.secondaryEmail === null ? [] : [{ value: user.secondaryEmail, primary: false }]),
    ],
    photos: [{ value: user.photo ?? defaultPhoto(user.id), type: 'photo' }],
    ...(full ? renderProfile(user, urns) : {}),
    groups,
    ...(user.guest ? { [urns.guest]: renderGuest(user.guest) } : {}),
  }
}

function renderProfile({ profile }: UserRecord, urns: Dialect['urns']): JSONObject {
  const { managerId, ...enterprise } = profile.enterprise
  return {
    addresses: [profile.address],
    // A read marks the mobile slot with `mobile`, which on a write means the primary slot.
    phoneNumbers: [
      { value: profile.mobilePhone, type: 'mobile' },
      { value: profile.primaryPhone, primary: true },
    ],
    userType: profile.userType,
    roles: [{ value: profile.role, primary: true }],
    preferredLanguage: profile.preferredLanguage,
    locale: profile.locale,
    [urns.enterprise]: { ...enterprise, manager: { managerId } },
    [urns.profile]: { startDate: profile.startDate },
  }
}

function renderGuest(guest: NonNullable<UserRecord['guest']>): JSONObject {
  return {
    type: guest.type,
    ...(guest.expiration === null ? {} : { expiration: guest.expiration }),
    ...(guest.channels.length > 0 ? { channels: guest.channels } : {}),
  }
}

function defaultPhoto(id: string): string {
  return `https://secure.gravatar.com/avatar/${id.toLowerCase()}.jpg?s=192&d=identicon`
}
