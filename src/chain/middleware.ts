import type { Applied } from '../errors/applied.ts'
import { SCIMConfigurationError } from '../errors/configuration-error.ts'
import type { SCIMRequest } from '../protocol/request.ts'
import type { SCIMResponse } from '../protocol/response.ts'
import type { Clock } from '../time/clock.ts'

/** Passes a request on to the next middleware; may be called again, for another attempt. */
export type Next = (request: SCIMRequest) => Promise<SCIMResponse>

/** The call that a middleware is part of. */
export interface CallContext {
  /** The method of the client: `createUser`, `apiCall`, …. */
  readonly operation: string
  /** The dialect that the client speaks. */
  readonly version: '1.1' | '2.0'
  /** How many times a request of this call was handed to the transport so far. */
  readonly attempts: number
  /** Whether the write may have taken effect, as far as is known. */
  readonly applied: Applied
  /** The client's clock. */
  readonly clock: Clock
}

/**
 * One middleware of the chain. The first of a list is the outermost. `stage` places it outside or inside of the
 * retries: `call` (default) handles a call once, `attempt` handles every attempt.
 *
 * Inside the chain every status is a value: a middleware receives a 404 as a response, not as an error.
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
  /** Resolves to the response of a request, with or without calling `next`. */
  handle(request: SCIMRequest, next: Next, context: CallContext): Promise<SCIMResponse>
}

/** Passes a request of a call on; composed once, for all calls of a client. */
export type ChainNext<Context> = (request: SCIMRequest, context: Context) => Promise<SCIMResponse>

/**
 * A {@link Middleware} of the library itself, which may use more than the public context. It rejects, and never throws
 * synchronously.
 */
export interface ChainMiddleware<Context> {
  readonly name: string
  handle(request: SCIMRequest, next: ChainNext<Context>, context: Context): Promise<SCIMResponse>
}

/** Links the middleware of a chain, from the innermost outwards. */
export function compose<Context>(chain: readonly ChainMiddleware<Context>[]): ChainNext<Context> {
  return chain.reduceRight<ChainNext<Context>>(
    (next, middleware) => (request, context) => middleware.handle(request, next, context),
    NOTHING_BELOW,
  )
}

/** The innermost middleware sends the request and has no `next`. */
const NOTHING_BELOW = undefined as unknown as ChainNext<unknown>

/** Makes a custom middleware one of the chain: its request is frozen, and its response is checked. */
export function adapt<Context extends CallContext>(middleware: Middleware): ChainMiddleware<Context> {
  const { name } = middleware
  return {
    name,
    async handle(request, next, context) {
      const response = await middleware.handle(
        Object.freeze(request),
        async (changed) => next(changed, context),
        context,
      )
      if (typeof response?.status === 'number') return response
      throw new SCIMConfigurationError(`the middleware '${name}' must return a SCIMResponse, as next does`)
    },
  }
}
