import { URN_1_1 } from '../../../src/schemas/urns.ts'
import { pacificTimestamp } from '../../directory/timestamp.ts'
import type { Dialect } from '../resources/dialect.ts'
import { patchGroup1 } from './patch-group.ts'
import { patchUser1 } from './patch-user.ts'

/** SCIM 1.1, under `/scim/v1/`. */
export const scim1: Dialect = {
  version: '1.1',
  segment: 'v1',
  urns: {
    user: URN_1_1.core,
    group: URN_1_1.core,
    enterprise: URN_1_1.enterprise,
    guest: URN_1_1.guest,
    profile: URN_1_1.profile,
  },
  renderGroup: (group, members, location) => ({
    schemas: [URN_1_1.core],
    id: group.id,
    displayName: group.displayName,
    members,
    meta: { created: pacificTimestamp(group.created), location },
  }),
  renderList: ({ totalResults, startIndex, rows }) => ({
    totalResults,
    itemsPerPage: rows.length,
    startIndex,
    schemas: [URN_1_1.core],
    Resources: rows,
  }),
  // Slack sends one object, the draft of SCIM 1.1 (section 3.9) a list.
  renderError: (refusal) => ({ Errors: { description: refusal.description, code: refusal.status } }),
  patchUser: (change, body) => patchUser1(change, body, scim1),
  patchGroup: patchGroup1,
  answers: () => ({
    created: (body) => ({ status: 201, body }),
    patchedUser: (body) => ({ status: 200, body }),
    patchedGroup: () => ({ status: 204 }),
    deactivated: () => ({ status: 200 }),
    removedGroup: () => ({ status: 204 }),
  }),
}
