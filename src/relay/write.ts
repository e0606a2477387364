import { mismatches } from '../chain/schema-issues.ts'
import type { SCIMIssue } from '../errors/validation-error.ts'
import { crossedPhoneIssues } from '../guards/crossed-phones.ts'
import { paddedIssues } from '../guards/padded-text.ts'
import { missingIssues } from '../guards/replacement.ts'
import { writtenParts } from '../guards/written-parts.ts'
import { isRecord } from '../protocol/is-record.ts'
import type { Written } from './attribute-list.ts'
import { isSchema, readAttributePath } from './attribute-path.ts'
import { findMisshapen } from './attribute-types.ts'
import { checkMembersStay } from './members.ts'
import type { Target } from './operations.ts'
import { readPatchOp } from './patch.ts'
import type { Permit } from './permits.ts'
import { quoted, refuse, refuseIssues } from './refusal.ts'

type Body = Readonly<Record<string, unknown>>

/** The attributes that are looked at by name. */
const BY_NAME: ReadonlySet<string> = /* @__PURE__ */ (() => new Set(['schemas', 'id', 'meta']))()

/**
 * Holds the body of a write against what may be written.
 *
 * @returns the body to send
 * @throws {@link RelayRefusal} naming the attribute that is in the way
 */
export function readWrite(target: Target, given: Body, permit: Permit): Body {
  const isPatchOp = target.operation.method === 'PATCH' && target.segment === 'v2'
  const body: Body = isPatchOp
    ? { ...readPatchOp(target, given, permit) }
    : readResource(target, given, permit)
  checkMembersStay(target, body, permit)
  refuseIssues(issuesOf(target, body))
  return body
}

/** Holds a whole resource, or a partial one of 1.1, against what may be written. */
function readResource(target: Target, body: Body, permit: Permit): Body {
  const { operation, id, type } = target
  const isPatch = operation.method === 'PATCH'
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
  return body
}

/** What the client's own checks say of a body. */
function issuesOf({ operation: { method, resource }, type }: Target, body: Body): readonly SCIMIssue[] {
  if (!resource || !type) return []
  const issues = writtenParts(body).flatMap((part) => [
    ...mismatches(type, part),
    ...paddedIssues(resource, part),
    ...crossedPhoneIssues(part, { method }),
  ])
  return method === 'PUT' ? [...issues, ...missingIssues(resource, body)] : issues
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
