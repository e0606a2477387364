import type { Applied } from '../errors/applied.ts'
import { SCIMConfigurationError } from '../errors/configuration-error.ts'
import type { SCIMRequest } from '../protocol/request.ts'
import type { SCIMResponse } from '../protocol/response.ts'
import type { Clock } from '../time/clock.ts'

/** Hands a request to the next link; may be called again, for a fresh attempt. */
export type Next = (request: SCIMRequest) => Promise<SCIMResponse>

/** What a link may know about the call that it is part of. */
export interface CallContext {
  /** The method of the client: `createUser`, `apiCall`, …. */
  readonly operation: string
  /** The dialect that the client speaks. */
  readonly version: '1.1' | '2.0'
  /** How many times a request of this call was handed to the transport so far. */
  readonly attempts: number
  /** What is known so far about the effect of the write. */
  readonly applied: Applied
  /** The client's clock. */
  readonly clock: Clock
}

/**
 * One link of the chain. The first of a list is the outermost; `stage` says on which side of the retries it
 * stands: `call` (default) sees one logical call, `attempt` sees every attempt.
 *
 * Inside the chain every status is a value: a link gets a 404 as a response, not as an error.
 *
 * @example
 * ```ts
 * import { type Middleware, SCIMClient } from 'slack-scim'
 *
 * const trace: Middleware = {
 *   name: 'trace',
 *   handle: (request, next) =>
 *     next({ ...request, headers: { ...request.headers, 'x-trace-id': crypto.randomUUID() } }),
 * }
 * const scim = new SCIMClient('xoxp-…', { middleware: [trace] })
 * ```
 */
export interface Middleware {
  /** Shown in errors and logs. */
  readonly name: string
  /** On which side of the retries; default `call`. */
  readonly stage?: 'call' | 'attempt'
  /** Answers a request, with the help of `next` or without. */
  handle(request: SCIMRequest, next: Next, context: CallContext): Promise<SCIMResponse>
}

/** Binds links to one call, from the innermost outwards. */
export function compose<Context extends CallContext>(
  links: readonly ChainMiddleware<Context>[],
  context: Context,
): Next {
  return links.reduceRight<Next>((next, link) => {
    return async (request) => {
      const response = await link.handle(Object.freeze(request), next, context)
      if (typeof response?.status === 'number') return response
      throw new SCIMConfigurationError(
        `the middleware '${link.name}' must return a SCIMResponse, as next does`,
      )
    }
  }, NOTHING_BELOW)
}

/** A {@link Middleware} that may need more of the context than the public part. */
export interface ChainMiddleware<Context> {
  readonly name: string
  handle(request: SCIMRequest, next: Next, context: Context): Promise<SCIMResponse>
}

/** The innermost link sends the request; it has no next. */
const NOTHING_BELOW = undefined as unknown as Next
