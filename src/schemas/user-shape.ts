import type { EnterpriseUser, Manager } from './enterprise-user.ts'
import type { Meta } from './meta.ts'
import {
  array,
  boolean,
  type EntriesOf,
  either,
  flag,
  list,
  maybe,
  type Shape,
  shape,
  string,
  text,
} from './shape.ts'
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

/** The shape of `meta`. */
export function metaShape(): Shape<Meta> {
  return shape<Meta>({ created: text(), location: text(), attributes: list(string()) })
}

/** The shape of the enterprise extension. */
export function enterpriseUserShape(): Shape<EnterpriseUser> {
  return shape<EnterpriseUser>({
    employeeNumber: text(),
    costCenter: text(),
    organization: text(),
    division: text(),
    department: text(),
    manager: maybe(shape<Manager>({ managerId: text(), displayName: text() })),
  })
}

/** The shape of the guest extension. */
export function slackGuestShape(): Shape<SlackGuest> {
  return shape<SlackGuest>({
    type: text(),
    expiration: text(),
    channels: list(shape<GuestChannel>({ value: text(), display: text() })),
  })
}

/** The shape of the profile extension. */
export function slackProfileShape(): Shape<SlackProfile> {
  return shape<SlackProfile>({ startDate: text() })
}

function attributes(): EntriesOf<UserAttributes> {
  const operation = text()
  const typed = { value: text(), type: text(), primary: flag(), operation }
  return {
    schemas: list(string()),
    id: text(),
    externalId: text(),
    meta: maybe(metaShape()),
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
      either<string | Role>(
        string(),
        shape<Role>({ ...typed, primary: maybe(either<boolean | string>(boolean(), string())) }),
      ),
    ),
    preferredLanguage: text(),
    locale: text(),
    groups: list(shape<GroupReference>({ value: text(), display: text() })),
    password: text(),
  }
}

function extensions(urns: ExtensionUrns): Readonly<Record<string, Shape>> {
  return {
    [urns.enterprise]: maybe(enterpriseUserShape()),
    [urns.guest]: maybe(slackGuestShape()),
    [urns.profile]: maybe(slackProfileShape()),
  }
}

/** The shape of what can be written of a user, in the dialect of the given URNs. */
export function userAttributesShape(urns: ExtensionUrns): Shape<UserAttributes> {
  return shape<UserAttributes>({ ...attributes(), ...extensions(urns) })
}

/** The shape of a user as Slack sends it, in the dialect of the given URNs. */
export function userShape(urns: ExtensionUrns): Shape<User> {
  return shape<User>({
    ...attributes(),
    ...extensions(urns),
    id: string(),
    userName: string(),
    active: boolean(),
    emails: array(shape<Email>({ value: text(), type: text(), primary: flag(), operation: text() })),
  })
}
