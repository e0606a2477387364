import type { Change } from '../directory/change.ts'
import { normalizeDisplayName } from '../directory/names.ts'
import { blankAddress, blankEnterprise } from '../directory/user.ts'
import { refuse } from '../errors/refusal.ts'
import { clearEmails, mergeEmails, replaceEmails } from './emails.ts'
import { clearGuest, ENTERPRISE_ATTRIBUTES, mergeEnterprise, mergeGuest, mergeProfile } from './extensions.ts'
import { objectOf, stringOf } from './json.ts'
import { clearPhones, mergePhones } from './phones.ts'
import { profileString, timezoneOf, writeProfile } from './profile-value.ts'
import { mergeAddresses, mergeRoles, replacePhotos } from './single-stored.ts'

/** How one attribute is written. Names are those of the core schema; extensions have short names. */
export interface Attribute {
  /** Writes a value, merged into the stored one. */
  assign(change: Change, value: unknown): void
  /** Writes a value in place of the stored one; only where that differs from `assign`. */
  replace?(change: Change, value: unknown): void
  /** Clears the value. */
  clear(change: Change): void
}

/** Every attribute of a user that can be written or has a refusal of its own. */
export const USER_ATTRIBUTES: { readonly [name: string]: Attribute } = /* @__PURE__ */ (() => ({
  userName: name('userName'),
  nickName: name('nickName'),
  displayName: {
    assign(change, value) {
      const text = stringOf(value)
      if (change.before && change.directory.organization.peopleChangeDisplayNames) {
        if (text !== change.before.displayName) refuse('invalid_display_name')
      }
      change.user.displayName = normalizeDisplayName(text, change.ledger)
    },
    clear(change) {
      change.user.displayName = ''
    },
  },
  title: core('title'),
  timezone: {
    assign(change, value) {
      change.user.timezone = timezoneOf(stringOf(value))
    },
    clear(change) {
      change.user.timezone = timezoneOf('')
    },
  },
  name: {
    assign(change, value) {
      const { givenName, familyName, honorificPrefix } = objectOf(value)
      change.nameGiven = true
      if (givenName !== undefined) change.user.givenName = stringOf(givenName)
      if (familyName !== undefined) change.user.familyName = stringOf(familyName)
      if (honorificPrefix !== undefined) writePrefix(change, honorificPrefix)
    },
    clear(change) {
      change.user.givenName = ''
      change.user.familyName = ''
      change.user.honorificPrefix = null
    },
  },
  'name.givenName': core('givenName'),
  'name.familyName': core('familyName'),
  'name.honorificPrefix': {
    assign: writePrefix,
    clear(change) {
      change.user.honorificPrefix = null
    },
  },
  active: {
    assign(change, value) {
      if (typeof value === 'boolean') change.user.active = value
      else if (typeof value !== 'string') refuse('invalid_attribute_format')
      else {
        const rule = change.ledger.assume('active-as-string')
        if (rule === 'refused') refuse('invalid_attribute_format')
        if (rule === 'applied') change.user.active = value.toLowerCase() === 'true'
      }
    },
    clear: () => refuse('invalid_attribute_format'),
  },
  emails: { assign: mergeEmails, replace: replaceEmails, clear: clearEmails },
  phoneNumbers: {
    assign: mergePhones,
    replace(change, value) {
      clearPhones(change)
      mergePhones(change, value)
    },
    clear: clearPhones,
  },
  photos: {
    assign: replacePhotos,
    clear(change) {
      change.user.photo = null
    },
  },
  addresses: {
    assign: mergeAddresses,
    clear(change) {
      change.user.profile.address = blankAddress()
    },
  },
  roles: { assign: mergeRoles, clear: (change) => clearProfile(change, 'role') },
  userType: profile('userType'),
  preferredLanguage: profile('preferredLanguage'),
  locale: profile('locale'),
  enterprise: {
    assign: mergeEnterprise,
    clear(change) {
      change.user.profile.enterprise = blankEnterprise()
    },
  },
  'enterprise.manager': manager((value) => value),
  'enterprise.manager.managerId': manager((value) => ({ managerId: value })),
  profile: { assign: mergeProfile, clear: (change) => clearProfile(change, 'startDate') },
  'profile.startDate': {
    assign: (change, value) => mergeProfile(change, { startDate: value }),
    clear: (change) => clearProfile(change, 'startDate'),
  },
  guest: { assign: mergeGuest, clear: clearGuest },
  'guest.type': { assign: (change, value) => mergeGuest(change, { type: value }), clear: clearGuest },
  'guest.expiration': {
    assign: (change, value) => mergeGuest(change, { expiration: value }),
    clear(change) {
      if (change.user.guest) change.user.guest.expiration = null
    },
  },
  password: {
    // Accepted at create, never returned, and not changeable later.
    assign: (change) => (change.how === 'create' ? undefined : refuse('password_change_not_allowed')),
    clear: () => refuse('password_change_not_allowed'),
  },
  externalId: unsupported(),
  profileUrl: {
    assign(change, value) {
      if (change.how === 'create') change.user.profileUrl = stringOf(value) || null
      else if (change.how === 'patch') refuseUpdate(change)
    },
    clear: refuseUpdate,
  },
  ...Object.fromEntries(
    ENTERPRISE_ATTRIBUTES.map((key): [string, Attribute] => [
      `enterprise.${key}`,
      {
        assign: (change, value) => mergeEnterprise(change, { [key]: value }),
        clear(change) {
          change.user.profile.enterprise[key] = null
        },
      },
    ]),
  ),
}))()

function name(key: 'userName' | 'nickName'): Attribute {
  return {
    assign(change, value) {
      change[key] = stringOf(value)
    },
    clear: () => refuse('username_empty'),
  }
}

/** Only the full form shows the prefix, so it counts as profile data. */
function writePrefix(change: Change, value: unknown): void {
  const prefix = stringOf(value) || null
  change.user.honorificPrefix = prefix
  if (prefix !== null) change.user.hasProfile = true
}

function core(key: 'title' | 'givenName' | 'familyName'): Attribute {
  return {
    assign(change, value) {
      change.user[key] = stringOf(value)
    },
    clear(change) {
      change.user[key] = ''
    },
  }
}

function profile(key: 'userType' | 'preferredLanguage' | 'locale'): Attribute {
  return {
    assign(change, value) {
      writeProfile(change, () => {
        change.user.profile[key] = profileString(value)
      })
    },
    clear: (change) => clearProfile(change, key),
  }
}

function clearProfile(
  change: Change,
  key: 'role' | 'startDate' | 'userType' | 'preferredLanguage' | 'locale',
): void {
  change.user.profile[key] = null
}

function manager(wrap: (value: unknown) => unknown): Attribute {
  return {
    assign: (change, value) => mergeEnterprise(change, { manager: wrap(value) }),
    clear(change) {
      change.user.profile.enterprise.managerId = null
    },
  }
}

function unsupported(): Attribute {
  return {
    // Always empty in Slack: a create loses the value, and an update "is not supported".
    assign: (change, value) => (change.how !== 'create' && value ? refuseUpdate(change) : undefined),
    clear: refuseUpdate,
  }
}

function refuseUpdate(change: Change): void {
  if (change.ledger.assume('unsupported-updates') === 'refused') refuse('invalid_request_payload')
}
