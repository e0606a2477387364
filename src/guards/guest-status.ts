import { invalid } from '../errors/validation-error.ts'
import { isRecord } from '../protocol/is-record.ts'

/**
 * Refuses a PATCH that would make a full member of a guest: a guest extension, or its `type`, that is cleared or
 * removed. The conversion also reactivates a deactivated account
 * (https://docs.slack.dev/reference/scim-api). Names are read without regard to case, as Slack does.
 *
 * @param body - a `PatchOp` of 2.0, or a partial resource of 1.1
 * @param guestUrn - the URN of the guest extension
 */
export function assertStaysGuest(name: string, body: object, guestUrn: string): void {
  const urn = guestUrn.toLowerCase()
  const { Operations, meta } = body as Readonly<Record<string, unknown>>
  const cleared = isRecord(meta) && Array.isArray(meta.attributes) ? meta.attributes : []
  const converts = Array.isArray(Operations)
    ? Operations.some((operation) => operationConverts(operation, urn))
    : cleared.some((path) => isStatus(path, urn)) || valueConverts(body, urn)
  if (!converts) return
  throw invalid(
    name,
    guestUrn,
    "would make a full member of a guest: call convertToMember, or pass guestStatus: 'change'",
  )
}

/** Tells whether a PATCH is about the guest extension or a part of it. */
export function namesGuest(body: object, guestUrn: string): boolean {
  const { Operations } = body as Readonly<Record<string, unknown>>
  const paths = Array.isArray(Operations) ? Operations.map((one) => one?.path) : Object.keys(body)
  return paths.some((path) => String(path).trim().toLowerCase().startsWith(guestUrn.toLowerCase()))
}

function operationConverts(operation: unknown, urn: string): boolean {
  if (!isRecord(operation)) return false
  const { op, path, value } = operation
  // Without a path an operation is about the whole account.
  const isWhole = typeof path !== 'string' || path.trim() === ''
  if (String(op).toLowerCase() === 'remove') return isWhole || isStatus(path, urn)
  return isWhole ? valueConverts(value, urn) : isStatus(path, urn) && isNoGuest(value)
}

/** Whether the attributes of an account clear the extension, whole or in part, or by a path as their name. */
function valueConverts(value: unknown, urn: string): boolean {
  return isRecord(value) && Object.entries(value).some(([key, part]) => isStatus(key, urn) && isNoGuest(part))
}

/** The extension, or the `type` that makes a guest; not `expiration`, nor the read-only `channels`. */
function isStatus(path: unknown, urn: string): boolean {
  const name = String(path).trim().toLowerCase()
  return name === urn || name === `${urn}.type` || name === `${urn}:type`
}

function isNoGuest(value: unknown): boolean {
  if (isRecord(value))
    return Object.entries(value).some(([key, part]) => /^type$/i.test(key) && isNoGuest(part))
  return value === null || String(value).trim() === '' || Array.isArray(value)
}
