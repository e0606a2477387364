import { resourcesOf } from '../protocol/resources.ts'
import type { SCIMResponse } from '../protocol/response.ts'
import { readRetryAfter } from '../protocol/retry-after.ts'
import { emptyAnswer, errorAnswer, jsonAnswer } from './answer.ts'
import type { Target } from './operations.ts'
import type { Permit } from './permits.ts'
import { refuse } from './refusal.ts'
import { showError } from './service-error.ts'
import { isSchemas, resourceView, type Showing, showAny } from './show.ts'

/** What the service answered, and what the relay knows of the request. */
export interface ServiceAnswer {
  readonly target: Target
  readonly permit: Permit
  readonly response: SCIMResponse
  /** Masks the token of the relay. */
  readonly mask: Showing['mask']
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** The statuses that reach the browser: those of SCIM (RFC 7644 3.12) and of what stands before a service. */
const STATUSES: ReadonlySet<number> = /* @__PURE__ */ (() =>
  new Set([
    200, 201, 202, 204, 400, 403, 404, 405, 406, 408, 409, 410, 412, 413, 414, 415, 422, 423, 425, 429, 431,
    500, 501, 502, 503, 504,
  ]))()

/** Seconds: a thousand million, which any client can count. */
const MAX_WAIT = 1e9

/** Members of the envelope of a list (RFC 7644 3.4.2) that are counts. */
const COUNTS: ReadonlySet<string> = /* @__PURE__ */ (() => new Set(['totalResults', 'startIndex']))()

/**
 * Makes the answer to the browser of that of the service: a new one, with what may be shown. No header of the service
 * goes along but `Retry-After`.
 *
 * @param headers - those of CORS
 * @param onWithheld - called with what is shown when that is not all of an error's text
 * @throws {@link RelayRefusal} for an answer that is not one of SCIM
 */
export function answerFromService(
  answer: ServiceAnswer,
  headers: Readonly<Record<string, string>>,
  onWithheld: (shown: string) => void,
): Response {
  const { target, response, now } = answer
  const { status, errors, body } = response
  if (status === 401) refuse('relay_upstream_failed', "the service refused the relay's token")
  if (!STATUSES.has(status)) {
    refuse('relay_upstream_failed', `the service answered with status ${status}, which SCIM does not have`)
  }
  const wait = readRetryAfter(response.headers, now)
  const seconds = wait === undefined ? undefined : Math.min(Math.ceil(wait / 1000), MAX_WAIT)
  const all = seconds === undefined ? headers : { ...headers, 'retry-after': String(seconds) }
  if (status >= 400) {
    const { isCut, ...shown } = showError(status, errors)
    if (isCut) onWithheld(shown.description)
    return errorAnswer({ segment: target.segment, status, ...shown }, all)
  }
  // Response takes no body beside a 204 (https://fetch.spec.whatwg.org/#null-body-status).
  if (!body || status === 204) return emptyAnswer(status, all)
  return jsonAnswer(status, showBody(answer), all)
}

function showBody({ target, permit, response, mask }: ServiceAnswer): unknown {
  const { resource, expects } = target.operation
  if (!resource) return showAny(response.body, mask)
  const show = resourceView({ listed: permit.reads.root, type: target.type, mask })
  if (expects !== 'list') return show(response.body)
  return listOf(response, resourcesOf(response).slice(0, permit.maxCount).map(show))
}

/** The envelope of a list with these rows. */
function listOf({ body }: SCIMResponse, Resources: readonly unknown[]): Record<string, unknown> {
  const { schemas, ...envelope } = body ?? {}
  const counts = Object.entries(envelope).filter(
    ([name, value]) => COUNTS.has(name) && Number.isSafeInteger(value) && Number(value) >= 0,
  )
  return {
    ...(isSchemas(schemas) ? { schemas } : {}),
    ...Object.fromEntries(counts),
    itemsPerPage: Resources.length,
    Resources,
  }
}
