import * as v from 'valibot'
import type { EnterpriseUser, Manager } from './enterprise-user.ts'
import type { Meta } from './meta.ts'
import { type EntriesOf, flag, list, maybe, shape, text } from './shape.ts'
import type { GuestChannel, SlackGuest } from './slack-guest.ts'
import type { SlackProfile } from './slack-profile.ts'
import type { User, UserAttributes } from './user.ts'
import type { Address, Email, GroupReference, Name, PhoneNumber, Photo, Role } from './user-parts.ts'

/** The URNs under which a dialect keeps the extensions of a user. */
export interface ExtensionUrns {
  readonly enterprise: `urn:${string}`
  readonly guest: `urn:${string}`
  readonly profile: `urn:${string}`
}

/** The schema of `meta`. */
export function meta(): v.GenericSchema<unknown, Meta> {
  return shape<Meta>({ created: text(), location: text(), attributes: list(v.string()) })
}

/** The schema of the enterprise extension. */
export function enterpriseUser(): v.GenericSchema<unknown, EnterpriseUser> {
  return shape<EnterpriseUser>({
    employeeNumber: text(),
    costCenter: text(),
    organization: text(),
    division: text(),
    department: text(),
    manager: maybe(shape<Manager>({ managerId: text(), displayName: text() })),
  })
}

/** The schema of the guest extension. */
export function slackGuest(): v.GenericSchema<unknown, SlackGuest> {
  return shape<SlackGuest>({
    type: text(),
    expiration: text(),
    channels: list(shape<GuestChannel>({ value: text(), display: text() })),
  })
}

/** The schema of the profile extension. */
export function slackProfile(): v.GenericSchema<unknown, SlackProfile> {
  return shape<SlackProfile>({ startDate: text() })
}

function attributes(): EntriesOf<UserAttributes> {
  const operation = text()
  const typed = { value: text(), type: text(), primary: flag(), operation }
  return {
    schemas: list(v.string()),
    id: text(),
    externalId: text(),
    meta: maybe(meta()),
    userName: text(),
    nickName: text(),
    name: maybe(shape<Name>({ givenName: text(), familyName: text(), honorificPrefix: text() })),
    displayName: text(),
    profileUrl: text(),
    title: text(),
    timezone: text(),
    active: flag(),
    emails: list(shape<Email>(typed)),
    photos: list(shape<Photo>(typed)),
    addresses: list(
      shape<Address>({
        streetAddress: text(),
        locality: text(),
        region: text(),
        postalCode: text(),
        country: text(),
        type: text(),
        primary: flag(),
        operation,
      }),
    ),
    phoneNumbers: list(shape<PhoneNumber>(typed)),
    userType: text(),
    roles: list(
      v.union([v.string(), shape<Role>({ ...typed, primary: maybe(v.union([v.boolean(), v.string()])) })]),
    ),
    preferredLanguage: text(),
    locale: text(),
    groups: list(shape<GroupReference>({ value: text(), display: text() })),
    password: text(),
  }
}

function extensions(urns: ExtensionUrns): v.ObjectEntries {
  return {
    [urns.enterprise]: maybe(enterpriseUser()),
    [urns.guest]: maybe(slackGuest()),
    [urns.profile]: maybe(slackProfile()),
  }
}

/** The schema of what can be written of a user, in the dialect of the given URNs. */
export function userAttributes(urns: ExtensionUrns): v.GenericSchema<unknown, UserAttributes> {
  return shape<UserAttributes>({ ...attributes(), ...extensions(urns) })
}

/** The schema of a user as Slack sends it, in the dialect of the given URNs. */
export function user(urns: ExtensionUrns): v.GenericSchema<unknown, User> {
  return shape<User>({
    ...attributes(),
    ...extensions(urns),
    id: v.string(),
    userName: v.string(),
    active: v.boolean(),
    emails: v.array(shape<Email>({ value: text(), type: text(), primary: flag(), operation: text() })),
  })
}
