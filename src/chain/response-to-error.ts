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
import { readProse, readTitle } from './expected-body.ts'
import { explainRefusal } from './explain-refusal.ts'

/** Makes an error of a status of 400 or more; nothing else does. */
export function apiError(response: SCIMResponse, request: SCIMRequest, call: Call): SCIMApiError {
  const { status, errors, rawBody } = response
  const words = errors?.description || readProse(response)
  const description = words && call.quote(words)
  const reason = readReason(description)
  const message = call.describe(request, `${status} ${words || readTitle(rawBody)}`.trim())
  const scimType = errors?.scimType && call.quote(errors.scimType)
  const fields = { status, reason, description, scimType }
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
