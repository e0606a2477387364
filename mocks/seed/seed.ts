import type { Organization } from '../directory/organization.ts'
import type { Address, Enterprise, Rank } from '../directory/user.ts'

/** An account, as short as a test wants to write it. Only `userName` is needed. */
export interface SeedUser {
  readonly id?: string
  readonly userName: string
  /** The primary address; default `<userName>@example.com`. */
  readonly email?: string
  /** The second address. */
  readonly secondaryEmail?: string
  /** The addresses as SCIM has them, or as texts, in place of the two above: the primary one, then the second. */
  readonly emails?: readonly (string | { readonly value: string; readonly primary?: boolean })[]
  /** `"Jo Park"` or its parts; default the userName. */
  readonly name?: string | { readonly givenName: string; readonly familyName: string }
  readonly displayName?: string
  /** Default the userName; old accounts may have another one. */
  readonly nickName?: string
  readonly title?: string
  readonly timezone?: string
  /** Default true. */
  readonly active?: boolean
  /** Default `member`. */
  readonly rank?: Rank
  /** Default `human`. */
  readonly kind?: 'human' | 'bot'
  /** `true` for a guest of several channels. */
  readonly guest?:
    | boolean
    | {
        readonly type?: 'multi' | 'single'
        readonly expiration?: string
        readonly channels?: readonly string[]
      }
  /** ISO 8601; default some day of January 2024. */
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

/** A further token beside the emulator's own. */
export interface SeedToken {
  readonly token: string
  /** The userName or id of whose it is; the rank of that account is the rank of the token. */
  readonly holder: string
  /** Default `organization`. */
  readonly level?: 'organization' | 'workspace'
}

/**
 * What the directory starts with. It is plain JSON.
 *
 * Like a real organization it always has a primary owner: when no account of the seed is one, an account
 * named `owner` is added, which counts in lists.
 */
export interface Seed {
  readonly users?: readonly SeedUser[]
  readonly groups?: readonly SeedGroup[]
  /** Names of channels, which nobody else can have. */
  readonly channels?: readonly string[]
  readonly tokens?: readonly SeedToken[]
  readonly organization?: Partial<Organization>
}
