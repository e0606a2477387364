import { invalid } from '../errors/validation-error.ts'
import { group, groupAttributes } from '../schemas/group-schema.ts'
import { user, userAttributes } from '../schemas/user-schema.ts'
import { assertNotEmptied } from '../validation/empty-group.ts'
import { isRecord } from '../validation/is-record.ts'
import { isCleared } from './clearing.ts'
import { type Dialect, extensionsOf } from './dialect.ts'
import { SUPPORT_1_1 } from './filter-support.ts'
import { URN_1_1 } from './urns.ts'

/** SCIM 1.1, as Slack speaks it at https://api.slack.com/scim/v1/. */
export function scim11(): Dialect {
  return {
    version: '1.1',
    baseUrl: 'https://api.slack.com/scim/v1/',
    serviceProviderConfig: 'ServiceProviderConfigs',
    filters: SUPPORT_1_1,
    urns: URN_1_1,
    schemasFor: (_path, body) => [URN_1_1.core, ...extensionsOf(body)],
    patch: (name, partial, emptyGroup) => {
      if (partial.Operations) throw invalid(name, 'Operations', 'are SCIM 2.0: send a partial resource')
      if (name === 'patchGroup' && !emptyGroup) assertNotEmptied(name, partial)
      // An element with `operation` is shown for every other list; a photo would be set by it.
      const photo = [partial.photos ?? []].flat().findIndex((one) => isRecord(one) && one.operation)
      if (photo >= 0) throw invalid(name, `photos.${photo}`, 'is not removed by a value: send photos: []')
      // To Slack a list that is null is none; members are all that is cleared in a group.
      return isCleared(partial.members)
        ? { ...partial, members: [], meta: { attributes: ['members'] } }
        : partial
    },
    written: (body) => [body],
    schemas: () => ({
      write: { user: userAttributes(URN_1_1), group: groupAttributes() },
      read: { user: user(URN_1_1), group: group() },
    }),
  }
}
