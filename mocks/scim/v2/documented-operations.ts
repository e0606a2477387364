import type { AssumptionLedger } from '../../assumptions/ledger.ts'
import { USER_ATTRIBUTES } from '../../attributes/write-attributes.ts'
import { refuse } from '../../errors/refusal.ts'
import type { Operation } from './operations.ts'
import type { PatchPath } from './path.ts'

const REPLACE = ['replace'] as const
const ADD = ['add'] as const
const REMOVE = ['remove'] as const
const ADD_REMOVE = ['add', 'remove'] as const

/**
 * The operations that Slack's reference shows for each path of a user (https://docs.slack.dev/reference/scim-api,
 * PATCH Users of 2.0). Names are those of the attribute table, with the filter between brackets.
 */
const DOCUMENTED: Readonly<Record<string, readonly Operation['op'][]>> = {
  active: REPLACE,
  userName: REPLACE,
  nickName: REPLACE,
  displayName: REPLACE,
  title: REPLACE,
  userType: REPLACE,
  preferredLanguage: REPLACE,
  locale: REPLACE,
  timezone: REPLACE,
  name: ADD,
  'name.givenName': REPLACE,
  'name.familyName': REPLACE,
  'name.honorificPrefix': ['replace', 'remove'],
  emails: ADD_REMOVE,
  'emails[primary false]': ['replace', 'remove'],
  'emails[value]': REMOVE,
  phoneNumbers: ADD_REMOVE,
  'phoneNumbers[value]': REMOVE,
  'phoneNumbers[value].value': REPLACE,
  photos: ADD,
  addresses: ADD_REMOVE,
  address: REMOVE,
  roles: ADD_REMOVE,
  enterprise: ['add', 'replace', 'remove'],
  'enterprise.employeeNumber': ADD,
  'enterprise.costCenter': ADD,
  'enterprise.organization': ADD,
  'enterprise.division': ADD,
  'enterprise.department': ADD,
  'enterprise.manager': ADD,
  'enterprise.manager.managerId': REMOVE,
  guest: ADD_REMOVE,
  'guest.expiration': REMOVE,
}

/** Attributes with refusals of their own, and lists whose filters are an assumption of their own. */
const JUDGED_ELSEWHERE: readonly string[] = ['password', 'externalId', 'profileUrl', 'addresses[]', 'roles[]']

/** A path, and its attribute by its name in the attribute table. */
export interface NamedPath extends PatchPath {
  readonly name: string
}

/**
 * Refuses an operation that the reference does not show for its path, unless it is assumed to work.
 */
export function requireDocumented(
  { op, value }: Operation,
  { name, filter, sub }: NamedPath,
  ledger: AssumptionLedger,
): void {
  if (!Object.hasOwn(USER_ATTRIBUTES, name) && name !== 'address') return
  if (JUDGED_ELSEWHERE.includes(filter ? `${name}[]` : name)) return
  if (name === 'profile' || name === 'profile.startDate') {
    if (ledger.assume('profile-operations-on-2.0') === 'refused') refuse('invalid_request_payload')
    if (op !== 'remove') return
  }
  // Hack Club's service removes the picture so.
  if (name === 'photos' && op === 'replace' && Array.isArray(value) && value.length === 0) return
  const place = `${name}${filter ? `[${inBrackets(filter)}]` : ''}${sub === undefined ? '' : `.${sub}`}`
  if (Object.hasOwn(DOCUMENTED, place) && DOCUMENTED[place]?.includes(op)) return
  if (ledger.assume('undocumented-operations-on-2.0') === 'refused') refuse('invalid_request_payload')
}

function inBrackets({ attribute, value }: NonNullable<PatchPath['filter']>): string {
  return attribute === 'primary' ? `primary ${value.toLowerCase()}` : attribute
}
