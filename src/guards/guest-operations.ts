import { isRecord } from '../protocol/is-record.ts'
import { isNoGuest, isStatus, partialConverts, valueConverts } from './guest-status.ts'

/**
 * Tells whether a PATCH would make a full member of a guest.
 *
 * @param body - a `PatchOp` of 2.0, or a partial resource of 1.1
 * @param guestUrn - the URN of the guest extension
 */
export function patchConverts(body: object, guestUrn: string): boolean {
  const { Operations } = body as Readonly<Record<string, unknown>>
  return Array.isArray(Operations) ? operationsConvert(Operations, guestUrn) : partialConverts(body, guestUrn)
}

/** Tells whether the operations of a `PatchOp` would make a full member of a guest. */
export function operationsConvert(operations: readonly unknown[], guestUrn: string): boolean {
  return operations.some((operation) => operationConverts(operation, guestUrn))
}

/** Tells whether a PATCH is about the guest extension or a part of it. */
export function namesGuest(body: object, guestUrn: string): boolean {
  const { Operations } = body as Readonly<Record<string, unknown>>
  const paths = Array.isArray(Operations) ? Operations.map((one) => one?.path) : Object.keys(body)
  return paths.some((path) => String(path).trim().toLowerCase().startsWith(guestUrn.toLowerCase()))
}

function operationConverts(operation: unknown, guestUrn: string): boolean {
  if (!isRecord(operation)) return false
  const { op, path, value } = operation
  // Without a path an operation is about the whole account.
  const isWhole = typeof path !== 'string' || path.trim() === ''
  if (String(op).toLowerCase() === 'remove') return isWhole || isStatus(path, guestUrn)
  return isWhole ? valueConverts(value, guestUrn) : isStatus(path, guestUrn) && isNoGuest(value)
}
