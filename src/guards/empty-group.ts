import { invalid } from '../errors/validation-error.ts'
import { isRecord } from '../protocol/is-record.ts'

/** All members: the attribute on its own, or behind the URN of its schema (RFC 7644 3.10). */
const MEMBERS = /^(urn:.+[:.])?members(\.value)?$/i
/** Anything about members, whatever the filter. */
const ABOUT_MEMBERS = /^(urn:.+[:.])?members\b/i
/** Members by name, the one filter that is known to remove those it names and nobody else. */
const NAMED =
  /^(urn:.+[:.])?members\[\s*(value\s+eq\s+("[^"]*"|[^\s"\]]+)(\s+or\s+(?=value\s)|\s*(?=\])))+\]$/i
/** The schema itself: a path for all attributes at once. */
const SCHEMA = /^urn:.+:group$/i

/**
 * Refuses a PATCH that would remove every member of a group. On Slack's 2.0, `remove members` with a value
 * has removed everyone, not those named (MicrosoftDocs/entra-docs, pull request 879); 1.1 has
 * `meta.attributes` for it. Slack reads names without regard to case.
 *
 * @param body - a `PatchOp` of 2.0, or a partial resource of 1.1
 */
export function assertNotEmptied(name: string, body: object): void {
  const { Operations, meta } = body as Readonly<Record<string, unknown>>
  const cleared = isRecord(meta) && Array.isArray(meta.attributes) ? meta.attributes : []
  const empties = Array.isArray(Operations)
    ? Operations.some(operationEmpties)
    : cleared.some((path) => MEMBERS.test(String(path).trim())) ||
      Object.entries(body).some(([key, value]) => MEMBERS.test(key) && (value === null || value === ' '))
  if (!empties) return
  throw invalid(
    name,
    'members',
    'would all go: name them one by one (members[value eq "U…"]), or pass emptyGroup: true',
  )
}

function operationEmpties(operation: unknown): boolean {
  if (!isRecord(operation)) return false
  const { op, path, value } = operation
  const target = typeof path === 'string' ? path.trim() : ''
  const isWhole = target === '' || SCHEMA.test(target)
  if (/^remove$/i.test(String(op))) return isWhole || (ABOUT_MEMBERS.test(target) && !NAMED.test(target))
  if (!/^replace$/i.test(String(op))) return false
  return isWhole ? valueEmpties(value) : MEMBERS.test(target) && isNobody(value)
}

/** Whether a value of the whole group has members, and they are nobody. */
function valueEmpties(value: unknown): boolean {
  return (
    isRecord(value) &&
    Object.entries(value).some(([key, part]) =>
      SCHEMA.test(key) ? valueEmpties(part) : MEMBERS.test(key) && isNobody(part),
    )
  )
}

function isNobody(value: unknown): boolean {
  return !Array.isArray(value) || value.length === 0
}
