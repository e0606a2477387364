/**
 * The names of the attributes that provisioning compares and writes, in the order in which they are shown.
 *
 * @example
 * ```ts
 * import { ATTRIBUTE_NAMES } from 'slack-scim/provisioning'
 *
 * console.log(ATTRIBUTE_NAMES.join(','))
 * ```
 */
export const ATTRIBUTE_NAMES = [
  'userName',
  'displayName',
  'givenName',
  'familyName',
  'honorificPrefix',
  'email',
  'secondEmail',
  'title',
  'phone',
  'mobile',
  'employeeNumber',
  'costCenter',
  'organization',
  'division',
  'department',
  'manager',
  'userType',
  'role',
  'timezone',
  'locale',
  'preferredLanguage',
  'street',
  'city',
  'region',
  'postalCode',
  'country',
  'photo',
  'startDate',
  'guestUntil',
] as const

/**
 * An attribute of a person that provisioning compares and writes: one flat vocabulary for source columns, ownership,
 * plans and renderings, whichever dialect the client speaks.
 */
export type Attribute = (typeof ATTRIBUTE_NAMES)[number]

/**
 * Values of a person or an account. Absent: not ours to change. A text: must be so. `null`: must be empty. The
 * empty text does not occur. `manager` is the key of a person in a source, and a Slack id in an account.
 */
export type Attributes = { readonly [A in Attribute]?: string | null }
