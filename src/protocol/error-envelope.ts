import { isRecord } from './is-record.ts'

/** The error in a SCIM response, read from any of its envelopes. */
export interface SCIMErrors {
  /** The status in the body; on Slack it has always equalled the HTTP status. */
  readonly code: number | undefined
  /** Slack's description: a code such as `no_such_user`, sometimes followed by context. */
  readonly description: string | undefined
  /** RFC 7644 3.12; never seen from Slack. */
  readonly scimType: string | undefined
}

/**
 * Reads an error out of a body: `{ Errors: { description, code } }` (Slack's 1.1, and 401 on both versions),
 * the list form of SCIM 1.1 section 3.9, `{ detail, status, scimType }` of RFC 7644 3.12, and the Web API's
 * `{ ok: false, error }`, which shares Slack's edge.
 */
export function readErrors(body: Readonly<Record<string, unknown>> | undefined): SCIMErrors | undefined {
  if (!body) return undefined
  const nested = body.Errors ?? body.errors
  let error: unknown = Array.isArray(nested) ? nested[0] : nested
  if (/:Error$/.test(String(body.schemas))) error = { ...body, description: body.detail, code: body.status }
  if (body.ok === false) error = { description: body.error }
  if (!isRecord(error)) return undefined
  const { description, code, scimType } = error
  return {
    code: Number(code) || undefined,
    description: typeof description === 'string' ? description : undefined,
    scimType: typeof scimType === 'string' ? scimType : undefined,
  }
}

/** The leading token of a description: `email_taken` of `email_taken existing_user=U1`. */
export function readReason(description: string | undefined): string | undefined {
  return description?.match(/^\s*([A-Za-z_]+)/)?.[1]
}
