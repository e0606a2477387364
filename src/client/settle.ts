import type { SCIMApiError } from '../errors/api-error.ts'
import { SCIMError } from '../errors/scim-error.ts'
import type { SCIMResponse } from '../protocol/response.ts'

/** The codes of `SCIMApiError` and its subclasses, of this copy of the library or another. */
const API_CODES: ReadonlySet<string> = /* @__PURE__ */ new Set(['api_error', 'rate_limited', 'conflict'])

/**
 * Resolves to the response also when its status is 400 or more, as the original client does; rejects with every other
 * error.
 *
 * @param promise - what an operation returned
 *
 * @example
 * ```ts
 * import { SCIMClient, settle } from 'slack-scim'
 *
 * const scim = new SCIMClient('xoxp-…')
 * const response = await settle(scim.readUser('U0'))
 * if (response.status === 404) console.log(response.errors?.description)
 * ```
 */
export async function settle<Answer extends SCIMResponse>(
  promise: PromiseLike<Answer>,
): Promise<Answer | SCIMResponse> {
  try {
    return await promise
  } catch (error) {
    if (SCIMError.is(error) && API_CODES.has(error.code)) return (error as SCIMApiError).response
    throw error
  }
}
