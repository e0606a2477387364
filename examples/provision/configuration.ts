import type { ApplyOptions, Owns, PeopleColumns, Policy } from '../../src/provisioning/index.ts'

/** What the columns of people.csv hold. */
export const COLUMNS: PeopleColumns = {
  key: 'employee_id',
  columns: {
    user_name: 'userName',
    given_name: 'givenName',
    family_name: 'familyName',
    email: 'email',
    title: 'title',
    department: 'department',
    manager: 'manager',
    phone: 'phone',
    start_date: 'startDate',
    status: 'active',
  },
  active: { active: true, left: false },
}

/** What the files decide. Everything else in an account belongs to the person, and stays. */
export const OWNS: Owns = {
  userName: 'always',
  displayName: 'always',
  givenName: 'always',
  familyName: 'always',
  email: 'always',
  title: 'always',
  department: 'always',
  employeeNumber: 'always',
  manager: 'always',
  phone: 'always',
  startDate: 'always',
}

/** What a run may do. The limits are those of a first run; the defaults suit the runs of every day. */
export const POLICY: Policy = {
  allow: [
    'createUser',
    'updateUser',
    'changeEmail',
    'changeUserName',
    'reactivate',
    'deactivate',
    'createGroup',
    'addMembers',
    'removeMembers',
  ],
  limits: { createUser: { count: 200 }, deactivate: { count: 20 } },
}

/**
 * Two groups lose more than a fifth of their members, which a guard refuses. Somebody has looked, and approved exactly
 * this number.
 */
export const ALLOW: ApplyOptions['allow'] = { removeMembers: 16 }
