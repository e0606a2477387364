import { groupReplacementIssues, userReplacementIssues } from '../guards/replacement.ts'
import { isRecord } from '../protocol/is-record.ts'
import { URN_1_1, URN_2_0 } from '../schemas/urns.ts'
import type { Written } from './attribute-list.ts'
import { isSchema, readAttributePath } from './attribute-path.ts'
import { findMisshapen } from './attribute-types.ts'
import { checkMembersStay } from './members.ts'
import type { Target } from './operations.ts'
import { readPatchOp } from './patch.ts'
import type { Permit } from './permits.ts'
import { quoted, refuse } from './refusal.ts'

type Body = Readonly<Record<string, unknown>>

/** The attributes that are looked at by name. */
const BY_NAME: ReadonlySet<string> = /* @__PURE__ */ (() => new Set(['schemas', 'id', 'meta']))()

/**
 * Holds the body of a write against what may be written.
 *
 * @returns the body to send
 * @throws {@link RelayRefusal} naming the attribute that is in the way
 */
export function readWrite(target: Target, body: Body, permit: Permit): Body {
  const { operation, segment, id, type } = target
  const isPatch = operation.method === 'PATCH'
  if (isPatch && segment === 'v2') return readPatchOp(target, body, permit)
  // The id of the path is the one that was checked.
  if (body.id !== undefined && body.id !== id) refuse('relay_bad_request', 'id must be that of the path')
  checkSchemas(body.schemas)
  checkNames(Object.keys(body))
  for (const [name, value] of Object.entries(body)) {
    if (name === 'schemas' || name === 'id') continue
    if (name === 'meta' && isPatch) checkCleared(value, operation.name, permit)
    else checkWritten(target, { names: [name], value, type }, permit)
  }
  const misshapen = findMisshapen(type, body, '')
  if (misshapen !== undefined)
    refuse('relay_bad_request', `${quoted(misshapen)} has a value of the wrong type`)
  if (isPatch && operation.resource === 'group') checkMembersStay(operation.name, body)
  if (operation.method === 'PUT') checkReplacement(target, body)
  return body
}

/** Refuses names that the checks of this file would overlook, and the service may not. */
function checkNames(names: readonly string[]): void {
  const seen = new Set<string>()
  for (const name of names) {
    const lower = name.toLowerCase()
    if (lower === 'operations') refuse('relay_bad_request', 'Operations are for a PATCH of SCIM 2.0')
    if (BY_NAME.has(lower) && name !== lower) refuse('relay_bad_request', `${quoted(name)} must be ${lower}`)
    if (seen.has(lower)) refuse('relay_bad_request', `${quoted(name)} is there twice, in another case`)
    seen.add(lower)
  }
}

function checkSchemas(schemas: unknown): void {
  if (schemas === undefined) return
  if (!Array.isArray(schemas) || !schemas.every(isSchema)) {
    refuse('relay_bad_request', 'schemas must be a list of the URNs of schemas that Slack has')
  }
}

function checkWritten({ operation }: Target, written: Written, { writes }: Permit): void {
  const found = writes.unlisted(written)
  if (found !== undefined) refuse('relay_forbidden', `${operation.name} may not write ${quoted(found)}`)
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
    refuse('relay_bad_request', issues.map(({ path, message }) => `${path}: ${message}`).join('; '))
  }
}
