import { SUPPORT_2_0 } from '../filter/filter-support.ts'
import { assertNotEmptied } from '../guards/empty-group.ts'
import { readOperations } from '../guards/group-operations.ts'
import { patchConverts } from '../guards/guest-operations.ts'
import { conversionError } from '../guards/guest-status.ts'
import { writtenParts } from '../guards/written-parts.ts'
import { groupAttributesShape, groupShape } from '../schemas/group-shape.ts'
import { URN_2_0 } from '../schemas/urns.ts'
import { userAttributesShape, userShape } from '../schemas/user-shape.ts'
import { type Dialect, extensionsOf } from './dialect.ts'
import { toPatchOp } from './to-patch-op.ts'

/** SCIM 2.0, as Slack speaks it at https://api.slack.com/scim/v2/. */
export function scim20(): Dialect {
  return {
    version: '2.0',
    baseUrl: 'https://api.slack.com/scim/v2/',
    filters: SUPPORT_2_0,
    urns: URN_2_0,
    emailFilter: 'emails',
    schemasFor: (path, body) =>
      body.Operations
        ? [URN_2_0.patch]
        : [path.startsWith('Groups') ? URN_2_0.group : URN_2_0.user, ...extensionsOf(body)],
    patch: (name, partial, { emptyGroup, guestStatus }) => {
      const body = toPatchOp(name, partial)
      if (name === 'patchGroup' && !emptyGroup) assertNotEmptied(name, body, { readOperations })
      if (name === 'patchUser' && guestStatus !== 'change' && patchConverts(body)) {
        throw conversionError(name, URN_2_0.guest)
      }
      return body as unknown as Record<string, unknown>
    },
    written: writtenParts,
    shapes: () => ({
      write: { user: userAttributesShape(URN_2_0), group: groupAttributesShape() },
      read: { user: userShape(URN_2_0), group: groupShape() },
    }),
  }
}
