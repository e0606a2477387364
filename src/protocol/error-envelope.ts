import { isRecord } from './is-record.ts'
import { readNumber } from './read-number.ts'

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
  if (isErrorSchema(body.schemas)) error = { ...body, description: body.detail, code: body.status }
  if (body.ok === false) error = { description: body.error }
  if (!isRecord(error)) return undefined
  const { description, code, scimType } = error
  return {
    code: readNumber(code) || undefined,
    description: typeof description === 'string' ? description : undefined,
    scimType: typeof scimType === 'string' ? scimType : undefined,
  }
}

/** Whether `schemas` names the error message of RFC 7644; a bare text counts as a list of one. */
function isErrorSchema(schemas: unknown): boolean {
  const urns: unknown[] = Array.isArray(schemas) ? schemas : [schemas]
  return urns.some((urn) => typeof urn === 'string' && urn.endsWith(':Error'))
}

/** Codes of one word; every other code of Slack has an underscore. */
const SINGLE_WORDS: ReadonlySet<string> = /* @__PURE__ */ new Set(['ratelimited', 'accesslimited'])

/** No code of Slack is longer. */
const MAX_CODE = 64

/** The code at the head of a description: `email_taken` of `email_taken existing_user=U1`; none in prose. */
export function readReason(description: string | undefined): string | undefined {
  const word = description?.slice(0, 2 * MAX_CODE).match(/^\s*(\w+)(?![^\s(:;,.])/)?.[1]
  if (!word || word.length > MAX_CODE) return undefined
  return /^[a-z][a-zA-Z]*(_[a-z0-9]+)+$/.test(word) || SINGLE_WORDS.has(word) ? word : undefined
}
