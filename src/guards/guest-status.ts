import { invalid, type SCIMValidationError } from '../errors/validation-error.ts'
import { isRecord } from '../protocol/is-record.ts'

/** The error for a PATCH that would make a full member of a guest. */
export function conversionError(name: string, guestUrn: string): SCIMValidationError {
  return invalid(
    name,
    guestUrn,
    "would make a full member of a guest: call convertToMember, or pass guestStatus: 'change'",
  )
}

/**
 * Tells whether a partial resource would make a full member of a guest: a guest extension, or its `type`, that is
 * cleared. The conversion also reactivates a deactivated account (https://docs.slack.dev/reference/scim-api). Names
 * are read without regard to case, as Slack does.
 *
 * @param guestUrn - the URN of the guest extension
 */
export function partialConverts(partial: object, guestUrn: string): boolean {
  const { meta } = partial as Readonly<Record<string, unknown>>
  const cleared = isRecord(meta) && Array.isArray(meta.attributes) ? meta.attributes : []
  return cleared.some((path) => isStatus(path, guestUrn)) || valueConverts(partial, guestUrn)
}

/** Whether the attributes of an account clear the extension, whole or in part, or by a path as their name. */
export function valueConverts(value: unknown, guestUrn: string): boolean {
  return (
    isRecord(value) && Object.entries(value).some(([key, part]) => isStatus(key, guestUrn) && isNoGuest(part))
  )
}

/** The extension, or the `type` that makes a guest; not `expiration`, nor the read-only `channels`. */
export function isStatus(path: unknown, guestUrn: string): boolean {
  const urn = guestUrn.toLowerCase()
  const name = String(path).trim().toLowerCase()
  return name === urn || name === `${urn}.type` || name === `${urn}:type`
}

/** Whether the value of the extension, or of its `type`, clears it. */
export function isNoGuest(value: unknown): boolean {
  if (isRecord(value))
    return Object.entries(value).some(([key, part]) => /^type$/i.test(key) && isNoGuest(part))
  return value === null || String(value).trim() === '' || Array.isArray(value)
}
