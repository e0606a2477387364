import {
  SCIMApiError,
  type SCIMApiErrorInit,
  SCIMConflictError,
  SCIMRateLimitError,
} from '../errors/api-error.ts'
import { readReason } from '../protocol/error-envelope.ts'
import type { SCIMRequest } from '../protocol/request.ts'
import type { SCIMResponse } from '../protocol/response.ts'
import { readRetryAfter } from '../protocol/retry-after.ts'
import type { Call } from './call.ts'
import { readTitle } from './expected-body.ts'
import { explainRefusal } from './explain-refusal.ts'

/** The one place where a status of 400 or more becomes an error. */
export function apiError(response: SCIMResponse, request: SCIMRequest, call: Call): SCIMApiError {
  const { status, errors, rawBody } = response
  // A description is a token and some context; whatever is longer is a page that got into the wrong place.
  const words = errors?.description && call.redact(errors.description).slice(0, 300)
  const reason = readReason(words)
  const told = words ?? call.redact(readTitle(rawBody)).slice(0, 100)
  const message = call.describe(request, `${status} ${told}`)
  const scimType = errors?.scimType && call.redact(errors.scimType)
  const fields = { status, reason, description: words, scimType }
  const init: SCIMApiErrorInit = {
    message: message + explainRefusal(response, call),
    response,
    state: call,
    fields,
  }
  if (status === 429) {
    const wait = readRetryAfter(response.headers, call.clock.now())
    return new SCIMRateLimitError(init, wait && wait / 1000)
  }
  // Slack's reference names no status for its codes; clients have seen *_taken with 400 and with 409.
  return status === 409 || reason?.endsWith('_taken') ? new SCIMConflictError(init) : new SCIMApiError(init)
}
