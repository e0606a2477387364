import { ATTRIBUTE_NAMES, type Attribute } from './attribute.ts'

/**
 * How the values of an attribute are compared and written: `handle` and `shown` are names that Slack changes, an
 * `address` ignores case, a `zone` has a default, a `day` has no time, a `moment` has one, `reference` is another
 * account, and Slack answers another URL than was written for a `picture`.
 */
export type Form =
  | 'text'
  | 'handle'
  | 'shown'
  | 'address'
  | 'zone'
  | 'day'
  | 'moment'
  | 'reference'
  | 'picture'

/** Where an attribute stands in an account, and how its values are compared. */
export interface Place {
  /** The attribute of the account, as `src/schemas/attributes.ts` names it. */
  readonly root: string
  /** The slot of a list, or the sub-attribute, with dots; empty for a scalar. */
  readonly part: string
  readonly form: Form
}

const ROWS: Readonly<Record<Attribute, readonly [path: string, form: Form]>> = {
  userName: ['userName', 'handle'],
  displayName: ['displayName', 'shown'],
  givenName: ['name.givenName', 'text'],
  familyName: ['name.familyName', 'text'],
  honorificPrefix: ['name.honorificPrefix', 'text'],
  email: ['emails.primary', 'address'],
  secondEmail: ['emails.second', 'address'],
  title: ['title', 'text'],
  phone: ['phoneNumbers.primary', 'text'],
  mobile: ['phoneNumbers.mobile', 'text'],
  employeeNumber: ['enterprise.employeeNumber', 'text'],
  costCenter: ['enterprise.costCenter', 'text'],
  organization: ['enterprise.organization', 'text'],
  division: ['enterprise.division', 'text'],
  department: ['enterprise.department', 'text'],
  manager: ['enterprise.manager.managerId', 'reference'],
  userType: ['userType', 'text'],
  role: ['roles.value', 'text'],
  timezone: ['timezone', 'zone'],
  locale: ['locale', 'text'],
  preferredLanguage: ['preferredLanguage', 'text'],
  street: ['addresses.streetAddress', 'text'],
  city: ['addresses.locality', 'text'],
  region: ['addresses.region', 'text'],
  postalCode: ['addresses.postalCode', 'text'],
  country: ['addresses.country', 'text'],
  photo: ['photos.value', 'picture'],
  startDate: ['profile.startDate', 'day'],
  guestUntil: ['guest.expiration', 'moment'],
}

/** The place of each attribute: the one table that reading, writing and comparing use. */
export const PLACES: ReadonlyMap<Attribute, Place> = /* @__PURE__ */ (() =>
  new Map(
    ATTRIBUTE_NAMES.map((name) => {
      const [path, form] = ROWS[name]
      const [root = '', ...parts] = path.split('.')
      return [name, { root, part: parts.join('.'), form }]
    }),
  ))()

/** How the values of an attribute are compared. */
export function formOf(attribute: Attribute): Form {
  return ROWS[attribute][1]
}
