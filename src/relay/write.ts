import { groupReplacementIssues, userReplacementIssues } from '../guards/replacement.ts'
import { isRecord } from '../protocol/is-record.ts'
import { URN_1_1, URN_2_0 } from '../schemas/urns.ts'
import { isSchema, readAttributePath } from './attribute-path.ts'
import { checkMembersStay } from './members.ts'
import type { Target } from './operations.ts'
import { readPatchOp } from './patch.ts'
import type { Permit } from './permits.ts'
import { quoted, refuse } from './refusal.ts'

type Body = Readonly<Record<string, unknown>>

/**
 * Holds the body of a write against what may be written.
 *
 * @returns the body to send
 * @throws {@link RelayRefusal} naming the attribute that is in the way
 */
export function readWrite(target: Target, body: Body, permit: Permit): Body {
  const { operation, segment, id } = target
  const isPatch = operation.method === 'PATCH'
  if (isPatch && segment === 'v2') return readPatchOp(operation.name, body, permit)
  // The id of the path is the one that was checked.
  if (body.id !== undefined && body.id !== id) refuse('relay_bad_request', 'id must be that of the path')
  checkSchemas(body.schemas)
  for (const [name, value] of Object.entries(body)) {
    // Before the list is asked, which may say that everything is allowed.
    if (/^operations$/i.test(name)) refuse('relay_bad_request', 'Operations are for a PATCH of SCIM 2.0')
    // These are looked at by name; another spelling must not lead around that.
    if (/^(schemas|id|meta)$/i.test(name) && name !== name.toLowerCase()) {
      refuse('relay_bad_request', `${name} must be ${name.toLowerCase()}`)
    }
    if (name === 'schemas' || name === 'id') continue
    if (name === 'meta' && isPatch) checkCleared(value, operation.name, permit)
    else checkWritten(name, value, operation.name, permit)
  }
  if (isPatch && operation.resource === 'group') checkMembersStay(operation.name, body)
  if (operation.method === 'PUT') checkReplacement(target, body)
  return body
}

function checkSchemas(schemas: unknown): void {
  if (schemas === undefined) return
  if (!Array.isArray(schemas) || !schemas.every(isSchema)) {
    refuse('relay_bad_request', 'schemas must be a list of the URNs of schemas that Slack has')
  }
}

function checkWritten(name: string, value: unknown, operation: string, { writes }: Permit): void {
  const found = writes.unlisted([name], value)
  if (found !== undefined) refuse('relay_forbidden', `${operation} may not write ${quoted(found)}`)
}

/** `meta.attributes` of a 1.1 PATCH clears what it names (SCIM 1.1 protocol, 3.3.2). */
function checkCleared(meta: unknown, operation: string, { writes }: Permit): void {
  const attributes = isRecord(meta) && Object.keys(meta).length === 1 ? meta.attributes : undefined
  if (!Array.isArray(attributes)) refuse('relay_bad_request', 'meta must be an object with attributes alone')
  for (const attribute of attributes) {
    const path = typeof attribute === 'string' ? readAttributePath(attribute) : undefined
    if (!path || path.filter) refuse('relay_bad_request', 'meta.attributes must be a list of attributes')
    if (!writes.covers(path.names))
      refuse('relay_forbidden', `${operation} may not clear ${quoted(attribute)}`)
  }
}

function checkReplacement({ operation, segment }: Target, body: Body): void {
  const { guest } = segment === 'v1' ? URN_1_1 : URN_2_0
  const issues =
    operation.resource === 'group'
      ? groupReplacementIssues(body)
      : userReplacementIssues(body, guest, undefined)
  if (issues.length > 0) {
    refuse('relay_bad_request', issues.map(({ path, message }) => `${path} ${message}`).join('; '))
  }
}
