/** What an account may do in the organization, from the least to the most. */
export type Rank = 'member' | 'admin' | 'owner' | 'primary-owner'

/** What Slack keeps of a guest. */
export interface Guest {
  /** `multi` for several channels, `single` for one; SCIM can make only the first. */
  type: 'multi' | 'single'
  expiration: string | null
  /** Channels, as ids and names; read-only in SCIM. */
  channels: { value: string; display: string }[]
}

/** The one address that Slack stores; `type` and `primary` are not kept. */
export interface Address {
  streetAddress: string | null
  locality: string | null
  region: string | null
  postalCode: string | null
  country: string | null
}

/** The enterprise extension; the manager is kept as a Slack id. */
export interface Enterprise {
  employeeNumber: string | null
  costCenter: string | null
  organization: string | null
  division: string | null
  department: string | null
  managerId: string | null
}

/** The custom-profile fields, which a create drops all together when one of them is invalid. */
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

/** One account, of which both dialects are views. */
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
  /** `null` when there never was one, `''` when one was removed: Slack answers with an empty second entry. */
  secondaryEmail: string | null
  /** `null` for the picture that Slack makes up. */
  photo: string | null
  /** What a create sent, until the name changes; otherwise made from the name. */
  profileUrl: string | null
  profile: Profile
  /** Whether profile data were ever written: such accounts answer in the full form. */
  hasProfile: boolean
  guest: Guest | null
  /** Erased under the GDPR: readable, and no longer writable. */
  forgotten: boolean
}

/** The name that people see. */
export function visibleName(user: UserRecord): string {
  return user.displayName || user.userName
}

/** A profile with nothing in it. */
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

/** An address with nothing in it. */
export function blankAddress(): Address {
  return { streetAddress: null, locality: null, region: null, postalCode: null, country: null }
}

/** An enterprise extension with nothing in it. */
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

/** An account with nothing but an identity. */
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

/** What Slack answers for an account whose timezone nobody set. */
export const DEFAULT_TIMEZONE = 'America/Los_Angeles'
