import { URN_2_0 } from '../../../src/schemas/urns.ts'
import { pacificTimestamp } from '../../directory/timestamp.ts'
import type { Dialect } from '../resources/dialect.ts'
import { patchGroup2 } from './patch-group.ts'
import { patchUser2 } from './patch-user.ts'

/** SCIM 2.0, under `/scim/v2/`. */
export const scim2: Dialect = {
  version: '2.0',
  segment: 'v2',
  urns: {
    user: URN_2_0.user,
    group: URN_2_0.group,
    enterprise: URN_2_0.enterprise,
    guest: URN_2_0.guest,
    profile: URN_2_0.profile,
  },
  renderGroup: (group, members, location) => ({
    schemas: [URN_2_0.group],
    id: group.id,
    meta: { created: pacificTimestamp(group.created), location },
    displayName: group.displayName,
    members,
  }),
  renderList: ({ totalResults, startIndex, rows }) => ({
    schemas: [URN_2_0.list],
    Resources: rows,
    totalResults,
    itemsPerPage: rows.length,
    startIndex,
  }),
  // Slack sends the status as a number, RFC 7644 section 3.12 as a string.
  renderError: (refusal) => ({
    schemas: [URN_2_0.error],
    detail: refusal.description,
    status: refusal.status,
  }),
  patchUser: (change, body) => patchUser2(change, body, scim2),
  patchGroup: patchGroup2,
  answers: (ledger) => ({
    created: (body) => ({ status: Number(ledger.assume('create-status-on-2.0')), body }),
    patchedUser: (body) =>
      ledger.assume('patch-user-answer-on-2.0') === '204' ? { status: 204 } : { status: 200, body },
    patchedGroup: (body) =>
      ledger.assume('patch-group-answer-on-2.0') === '204' ? { status: 204 } : { status: 200, body },
    deactivated: () => ({ status: 204 }),
    removedGroup: () => ({ status: Number(ledger.assume('delete-group-status-on-2.0')) }),
  }),
}
