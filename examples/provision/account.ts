import type { User, UserAttributes, UserCreate } from '../../src/index.ts'
import type { Person } from './directory.ts'

const ENTERPRISE = 'urn:scim:schemas:extension:enterprise:1.0'
const PROFILE = 'urn:scim:schemas:extension:slack:profile:1.0'

/** What the files decide about an account. Everything else in it belongs to the person and stays. */
export interface Fields {
  readonly userName: string
  readonly givenName: string
  readonly familyName: string
  readonly displayName: string
  readonly email: string
  readonly title: string
  readonly active: boolean
  readonly phone: string
  readonly employeeNumber: string
  readonly department: string
  /** The manager's Slack id; empty for none. */
  readonly manager: string
  readonly startDate: string
}

/** The attributes that carry each field: a patch sends them whole. */
const CARRIED_BY: { readonly [field in keyof Fields]: readonly (keyof UserCreate)[] } = {
  // Slack mirrors one name in the other, so a rename sends both.
  userName: ['userName', 'nickName'],
  givenName: ['name'],
  familyName: ['name'],
  displayName: ['displayName'],
  email: ['emails'],
  title: ['title'],
  active: ['active'],
  phone: ['phoneNumbers'],
  employeeNumber: [ENTERPRISE],
  department: [ENTERPRISE],
  manager: [ENTERPRISE],
  startDate: [PROFILE],
}

/** The fields that a person should have. */
export function wantedFields(person: Person, managerId: string): Fields {
  const { userName, givenName, familyName, email, title, phone, department } = person
  return {
    userName,
    givenName,
    familyName,
    displayName: `${givenName} ${familyName}`,
    email,
    title,
    active: person.status === 'active',
    phone,
    employeeNumber: person.employeeId,
    department,
    manager: managerId,
    // The form of Slack's reference, which is echoed as it was sent.
    startDate: `${person.startDate}T00:00:00+0000`,
  }
}

/** The fields that an account has. */
export function fieldsOf(user: User): Fields {
  const enterprise = user[ENTERPRISE]
  return {
    userName: user.userName,
    givenName: user.name?.givenName ?? '',
    familyName: user.name?.familyName ?? '',
    displayName: user.displayName ?? '',
    email: user.emails.find((email) => email.primary)?.value ?? '',
    title: user.title ?? '',
    active: user.active,
    phone: user.phoneNumbers?.find((phone) => phone.primary)?.value ?? '',
    employeeNumber: enterprise?.employeeNumber ?? '',
    department: enterprise?.department ?? '',
    manager: enterprise?.manager?.managerId ?? '',
    startDate: user[PROFILE]?.startDate ?? '',
  }
}

/** The whole account, to create. */
export function accountWith(fields: Fields): UserCreate {
  return {
    userName: fields.userName,
    nickName: fields.userName,
    name: { givenName: fields.givenName, familyName: fields.familyName },
    displayName: fields.displayName,
    emails: [{ value: fields.email, primary: true }],
    title: fields.title,
    active: fields.active,
    phoneNumbers: [{ value: fields.phone, primary: true }],
    [ENTERPRISE]: {
      employeeNumber: fields.employeeNumber,
      department: fields.department,
      manager: fields.manager === '' ? null : { managerId: fields.manager },
    },
    [PROFILE]: { startDate: fields.startDate },
  }
}

/** The names of the fields that differ. */
export function differences(wanted: Fields, found: Fields): (keyof Fields)[] {
  return (Object.keys(CARRIED_BY) as (keyof Fields)[]).filter((field) => wanted[field] !== found[field])
}

/** The attributes that carry these fields, to patch. */
export function patchOf(wanted: Fields, changed: readonly (keyof Fields)[]): UserAttributes {
  const whole = accountWith(wanted)
  const attributes = new Set(changed.flatMap((field) => CARRIED_BY[field]))
  return Object.fromEntries([...attributes].map((attribute) => [attribute, whole[attribute]]))
}
