import type { Organization } from '../directory/organization.ts'
import type { Address, Enterprise, Rank } from '../directory/user.ts'

/** An account of a seed. Only `userName` is required. */
export interface SeedUser {
  readonly id?: string
  readonly userName: string
  /** The primary address; default `<userName>@example.com`. */
  readonly email?: string
  /** The secondary address. */
  readonly secondaryEmail?: string
  /** Both addresses as SCIM writes them, or as strings; instead of `email` and `secondaryEmail`. */
  readonly emails?: readonly (
    | string
    | { readonly value: string; readonly primary?: boolean; readonly type?: string }
  )[]
  /** `"Jo Park"` or its parts; default the userName. */
  readonly name?: string | { readonly givenName: string; readonly familyName: string }
  readonly displayName?: string
  /** Default the userName; in old accounts the two may differ. */
  readonly nickName?: string
  readonly title?: string
  readonly timezone?: string
  /** Default true. */
  readonly active?: boolean
  /** Default `member`. */
  readonly rank?: Rank
  /** Default `human`. */
  readonly kind?: 'human' | 'bot'
  /** `true` for a multi-channel guest. */
  readonly guest?:
    | boolean
    | {
        readonly type?: 'multi' | 'single'
        readonly expiration?: string
        readonly channels?: readonly string[]
      }
  /** ISO 8601; default a day in January 2024. */
  readonly created?: string
  readonly photo?: string
  readonly primaryPhone?: string
  readonly mobilePhone?: string
  readonly address?: Partial<Address>
  readonly userType?: string
  readonly role?: string
  readonly preferredLanguage?: string
  readonly locale?: string
  readonly startDate?: string
  /** `managerId` may be a userName of the seed. */
  readonly enterprise?: Partial<Enterprise>
  /** Erased under the GDPR. */
  readonly forgotten?: boolean
}

/** A group; members are userNames or ids. */
export interface SeedGroup {
  readonly id?: string
  readonly displayName: string
  readonly members?: readonly string[]
  readonly created?: string
  /** Tied to channels, so that it cannot be deleted. */
  readonly linkedToChannels?: boolean
}

/** A token beside the emulator's own. */
export interface SeedToken {
  readonly token: string
  /** userName, email or id of the holder; the token has the holder's rank. */
  readonly holder: string
  /** Default `organization`. */
  readonly level?: 'organization' | 'workspace'
  /** OAuth scopes, such as `admin` and `users:read`; default all. Without `users:read` the Web API lists nobody. */
  readonly scopes?: readonly string[]
}

/**
 * The initial directory, as plain JSON.
 *
 * Like a real organization, the directory always has a primary owner. If the seed has none, an account named
 * `owner` is added, which lists include.
 */
export interface Seed {
  readonly users?: readonly SeedUser[]
  readonly groups?: readonly SeedGroup[]
  /** Names of channels, which share their namespace with people and groups. */
  readonly channels?: readonly string[]
  readonly tokens?: readonly SeedToken[]
  readonly organization?: Partial<Organization>
}
