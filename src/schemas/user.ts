import type { EnterpriseUser } from './enterprise-user.ts'
import type { Meta } from './meta.ts'
import type { SlackGuest } from './slack-guest.ts'
import type { SlackProfile } from './slack-profile.ts'
import type { Address, Email, GroupReference, Name, PhoneNumber, Photo, Role } from './user-parts.ts'

/**
 * The attributes of a user, as they can be written; each may be left out, and each may be `null`.
 *
 * What Slack does with each is from its reference, https://docs.slack.dev/reference/scim-api, and
 * https://docs.slack.dev/admins/scim-api. Attributes that are not named here survive a read, a change and a
 * write; extensions stand under their URN.
 */
export interface UserAttributes {
  /** The URNs of the schemas; added by the client when absent. */
  schemas?: string[] | null | undefined
  /** Slack's id, `U…` or `W…`; read-only. */
  id?: string | null | undefined
  /** Always the empty text: Slack stores none. Keep your own link from your id to Slack's. */
  externalId?: string | null | undefined
  /** When it was made and where it is read; read-only, but for `attributes` in a 1.1 PATCH. */
  meta?: Meta | null | undefined
  /**
   * The handle: at most 21 characters, lower-cased; other characters than letters, digits, `.`, `_` and `-`
   * become `_`. Unique among all people, deactivated ones too, and channels.
   */
  userName?: string | null | undefined
  /** The same as `userName`, in both directions; at most 21 characters. Send both when you rename. */
  nickName?: string | null | undefined
  /** The name; `givenName`, `familyName` and `honorificPrefix` are all that is stored. */
  name?: Name | null | undefined
  /** What people see; at most 80 characters, no `@` in front, no emoji. Refused where people set their own. */
  displayName?: string | null | undefined
  /** The profile's address; follows `userName`. Can be given at creation, never changed. */
  profileUrl?: string | null | undefined
  /** The job title; the empty text when unset. */
  title?: string | null | undefined
  /** An IANA name; `America/Los_Angeles` when unset, also after a PUT without it. */
  timezone?: string | null | undefined
  /** Whether the account works. A PUT without it may deactivate; send a boolean, never a text. */
  active?: boolean | null | undefined
  /** At most two are stored; the primary one (`primary`, else `type: 'work'`, else the first) cannot be removed. */
  emails?: Email[] | null | undefined
  /** One is stored, fetched later from a public or `data:` URL; an answer still shows the old one. */
  photos?: Photo[] | null | undefined
  /** One is stored, without its type. */
  addresses?: Address[] | null | undefined
  /** Two are stored, and they cross over: see {@link PhoneNumber}. */
  phoneNumbers?: PhoneNumber[] | null | undefined
  /** Free text, for example `Employee`. */
  userType?: string | null | undefined
  /** One is stored. An element may be a bare text. */
  roles?: (Role | string)[] | null | undefined
  /** For example `en_US`. */
  preferredLanguage?: string | null | undefined
  /** For example `en_US`. */
  locale?: string | null | undefined
  /** The groups that the person is in; read-only, changed through the groups. */
  groups?: GroupReference[] | null | undefined
  /** A first password, where there is no identity provider; never returned, never changed later. */
  password?: string | null | undefined
  /** The enterprise extension of SCIM 1.1. */
  'urn:scim:schemas:extension:enterprise:1.0'?: EnterpriseUser | null | undefined
  /** What makes a guest of a member in SCIM 1.1. */
  'urn:scim:schemas:extension:slack:guest:1.0'?: SlackGuest | null | undefined
  /** Slack's profile fields in SCIM 1.1. */
  'urn:scim:schemas:extension:slack:profile:1.0'?: SlackProfile | null | undefined
  /** The enterprise extension of SCIM 2.0. */
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'?: EnterpriseUser | null | undefined
  /** What makes a guest of a member in SCIM 2.0. */
  'urn:ietf:params:scim:schemas:extension:slack:guest:2.0:User'?: SlackGuest | null | undefined
  /** Slack's profile fields in SCIM 2.0. */
  'urn:ietf:params:scim:schemas:extension:slack:profile:2.0:User'?: SlackProfile | null | undefined
  /** Any other extension, by its URN. */
  [urn: `urn:${string}`]: unknown
}

/** A user as Slack sends it: these four are always there. */
export interface User extends UserAttributes {
  id: string
  userName: string
  active: boolean
  emails: Email[]
}

/** A user to create: Slack requires a name and an address. */
export interface UserCreate extends UserAttributes {
  userName: string
  emails: Email[]
}

/**
 * A whole user to write with PUT. What is left out is blanked, and Slack has deactivated people that way
 * (https://slack-status.com/2024-04/b3a5d5713e783458), so these four are required.
 */
export interface UserUpdate extends UserAttributes {
  id: string
  userName: string
  active: boolean
  emails: Email[]
}
