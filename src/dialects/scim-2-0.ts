import { isRecord } from '../responses/error-envelope.ts'
import { group, groupAttributes } from '../schemas/group-schema.ts'
import { user, userAttributes } from '../schemas/user-schema.ts'
import { assertNotEmptied } from '../validation/empty-group.ts'
import { type Dialect, extensionsOf } from './dialect.ts'
import { SUPPORT_2_0 } from './filter-support.ts'
import { toPatchOp } from './to-patch-op.ts'
import { URN_2_0 } from './urns.ts'

/** SCIM 2.0, as Slack speaks it at https://api.slack.com/scim/v2/. */
export function scim20(): Dialect {
  return {
    version: '2.0',
    baseUrl: 'https://api.slack.com/scim/v2/',
    // The singular is documented; the plural of 1.1 has been seen to work too.
    serviceProviderConfig: 'ServiceProviderConfig',
    filters: SUPPORT_2_0,
    urns: URN_2_0,
    schemasFor: (path, body) =>
      body.Operations
        ? [URN_2_0.patch]
        : [path.startsWith('Groups') ? URN_2_0.group : URN_2_0.user, ...extensionsOf(body)],
    patch: (name, partial, emptyGroup) => {
      const body = toPatchOp(name, partial)
      if (name === 'patchGroup' && !emptyGroup) assertNotEmptied(name, body)
      return body as unknown as Record<string, unknown>
    },
    written: (body) => (Array.isArray(body.Operations) ? valuesByPath(body.Operations) : body),
    schemas: () => ({
      write: { user: userAttributes(URN_2_0), group: groupAttributes() },
      read: { user: user(URN_2_0), group: group() },
    }),
  }
}

/** The values that operations write to whole attributes, as a partial resource, to hold against its schema. */
function valuesByPath(operations: readonly unknown[]): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const operation of operations) {
    if (!isRecord(operation)) continue
    const { path, value } = operation
    if (typeof path === 'string') values[path] = isRecord(value) && LISTS.test(path) ? [value] : value
    else Object.assign(values, value)
  }
  return values
}

/** Slack takes a single object in place of a list of one (https://docs.slack.dev/reference/scim-api). */
const LISTS = /^(emails|phoneNumbers|addresses|photos|roles|members)$/
