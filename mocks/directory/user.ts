/** Role of an account in the organization, in ascending order. */
export type Rank = 'member' | 'admin' | 'owner' | 'primary-owner'

/** The guest data that Slack stores. */
export interface Guest {
  /** `multi` for several channels, `single` for one; SCIM can set only `multi`. */
  type: 'multi' | 'single'
  expiration: string | null
  /** Ids and names of the guest's channels; read-only in SCIM. */
  channels: { value: string; display: string }[]
}

/** The one address that Slack stores, without `type` and `primary`. */
export interface Address {
  streetAddress: string | null
  locality: string | null
  region: string | null
  postalCode: string | null
  country: string | null
}

/** The enterprise extension; the manager is a Slack id. */
export interface Enterprise {
  employeeNumber: string | null
  costCenter: string | null
  organization: string | null
  division: string | null
  department: string | null
  managerId: string | null
}

/** The custom-profile fields. A create drops all of them when one is invalid. */
export interface Profile {
  address: Address
  primaryPhone: string | null
  mobilePhone: string | null
  userType: string | null
  role: string | null
  preferredLanguage: string | null
  locale: string | null
  enterprise: Enterprise
  startDate: string | null
}

/** One account; both dialects are views of it. */
export interface UserRecord {
  readonly id: string
  /** Milliseconds since the epoch. */
  readonly created: number
  readonly kind: 'human' | 'bot'
  rank: Rank
  userName: string
  nickName: string
  displayName: string
  givenName: string
  familyName: string
  honorificPrefix: string | null
  title: string
  timezone: string
  active: boolean
  primaryEmail: string
  /** `null` without one; `''` after a removal, when Slack answers with an empty second entry. */
  secondaryEmail: string | null
  /** `null` for Slack's default picture. */
  photo: string | null
  /** Sent by a create and kept until the userName changes; `null` when it follows the userName. */
  profileUrl: string | null
  profile: Profile
  /** Whether profile data were ever written; such accounts render in the full form. */
  hasProfile: boolean
  guest: Guest | null
  /** Erased under the GDPR: readable, not writable. */
  forgotten: boolean
}

/** The name that people see. */
export function visibleName(user: UserRecord): string {
  return user.displayName || user.userName
}

/** Makes an empty profile. */
export function blankProfile(): Profile {
  return {
    address: blankAddress(),
    primaryPhone: null,
    mobilePhone: null,
    userType: null,
    role: null,
    preferredLanguage: null,
    locale: null,
    enterprise: blankEnterprise(),
    startDate: null,
  }
}

/** Makes an empty address. */
export function blankAddress(): Address {
  return { streetAddress: null, locality: null, region: null, postalCode: null, country: null }
}

/** Makes an empty enterprise extension. */
export function blankEnterprise(): Enterprise {
  return {
    employeeNumber: null,
    costCenter: null,
    organization: null,
    division: null,
    department: null,
    managerId: null,
  }
}

/** Makes an account without attributes. */
export function blankUser(id: string, created: number, kind: 'human' | 'bot' = 'human'): UserRecord {
  return {
    id,
    created,
    kind,
    rank: 'member',
    userName: '',
    nickName: '',
    displayName: '',
    givenName: '',
    familyName: '',
    honorificPrefix: null,
    title: '',
    timezone: DEFAULT_TIMEZONE,
    active: true,
    primaryEmail: '',
    secondaryEmail: null,
    photo: null,
    profileUrl: null,
    profile: blankProfile(),
    hasProfile: false,
    guest: null,
    forgotten: false,
  }
}

/** The timezone of an account that has none set. */
export const DEFAULT_TIMEZONE = 'America/Los_Angeles'
