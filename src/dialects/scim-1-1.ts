import { SUPPORT_1_1 } from '../filter/filter-support.ts'
import { assertNotEmptied } from '../guards/empty-group.ts'
import { conversionError, partialConverts } from '../guards/guest-status.ts'
import { groupAttributesShape, groupShape } from '../schemas/group-shape.ts'
import { URN_1_1 } from '../schemas/urns.ts'
import { userAttributesShape, userShape } from '../schemas/user-shape.ts'
import { type Dialect, extensionsOf } from './dialect.ts'
import { toPartial } from './to-partial.ts'

/** SCIM 1.1, as Slack speaks it at https://api.slack.com/scim/v1/. */
export function scim11(): Dialect {
  return {
    version: '1.1',
    baseUrl: 'https://api.slack.com/scim/v1/',
    filters: SUPPORT_1_1,
    urns: URN_1_1,
    emailFilter: 'email',
    schemasFor: (_path, body) => [URN_1_1.core, ...extensionsOf(body)],
    patch: (name, partial, { emptyGroup, guestStatus }) => {
      const body = toPartial(name, partial)
      if (name === 'patchGroup' && !emptyGroup) assertNotEmptied(name, partial)
      if (name === 'patchUser' && guestStatus !== 'change' && partialConverts(body)) {
        throw conversionError(name, URN_1_1.guest)
      }
      return body
    },
    written: (body) => [body],
    shapes: () => ({
      write: { user: userAttributesShape(URN_1_1), group: groupAttributesShape() },
      read: { user: userShape(URN_1_1), group: groupShape() },
    }),
  }
}
