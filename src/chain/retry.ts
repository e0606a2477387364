import { errorCode } from '../errors/error-code.ts'
import { SCIMError } from '../errors/scim-error.ts'
import type { SCIMRequest } from '../protocol/request.ts'
import type { SCIMResponse } from '../protocol/response.ts'
import { readRetryAfter } from '../protocol/retry-after.ts'
import type { FailedAttempt, RetryHandler } from '../retry/handler.ts'
import { BackoffRetryIntervalCalculator } from '../retry/interval.ts'
import { sleep } from '../time/signal.ts'
import type { Call } from './call.ts'
import type { ChainMiddleware } from './middleware.ts'

/** Upper bound of attempts, whatever the handlers say; the original stops at the same number. */
const MAX_ATTEMPTS = 100

/** Asks the handlers after each failure; the first that can retry it decides on the wait. */
export function retry(
  handlers: readonly RetryHandler[],
  maxRetryWait: number,
  paced: boolean,
): ChainMiddleware<Call> {
  return {
    name: 'retry',
    async handle(request, next, call) {
      let used: Map<RetryHandler, HandlerUse> | undefined
      for (let attempt = 1; ; attempt++) {
        let response: SCIMResponse | undefined
        let error: unknown
        try {
          response = await next(request, call)
          if (response.status < 400) return response
        } catch (thrown) {
          error = thrown
        }
        const give = (): SCIMResponse => {
          if (response) return response
          throw withApplied(error, request, call)
        }
        if (request.signal?.aborted || attempt === MAX_ATTEMPTS) return give()
        // A 409 is final: the name or address stays taken.
        if (response?.status === 409) return give()
        // SCIM has no idempotency key: a second createUser after a lost answer would create a second account.
        if (request.method === 'POST' && call.applied !== 'no') return give()
        used ??= new Map()
        const outcome = response ? { response } : { error }
        const failed = { request: Object.freeze(request), ...outcome, attempt, elapsed: call.elapsed }
        const ask = async <T>(answer: () => T | Promise<T>): Promise<T> => {
          try {
            return await call.untilAborted(request, Promise.resolve(answer()))
          } catch (thrown) {
            throw withApplied(thrown, request, call)
          }
        }
        const chosen = await chooseHandler({ handlers, used, failed, ask })
        if (!chosen) return give()
        const { handler, use } = chosen
        const count = use.count++
        const asked = response && readRetryAfter(response.headers, call.clock.now())
        const calculator = handler.intervalCalculator ?? new BackoffRetryIntervalCalculator()
        const wait = Math.max(calculator.interval(count, asked) || 0, asked ?? 0)
        // Never shortened: Slack refuses and counts a request that comes back too early.
        const longest = Math.max(asked ?? 0, wait - (asked ?? 0))
        if (longest > maxRetryWait || wait >= call.limits.deadline - call.elapsed) return give()
        const reason = response?.status ?? errorCode(error)
        call.emit?.({ type: 'retry', operation: call.operation, reason, wait })
        // After a 429 the pacer holds back every request of that limit; a wait here would lose the call its place.
        if (!paced || response?.status !== 429)
          await call.untilAborted(request, sleep(call.clock, wait, request.signal))
        await ask(() => handler.prepareForNextAttempt?.({ ...failed, state: use.state }))
      }
    },
  }
}

/** State of a handler within one call: how often it was used, and its own values. */
interface HandlerUse {
  count: number
  readonly state: Map<string, unknown>
}

interface Choice {
  readonly handlers: readonly RetryHandler[]
  readonly used: Map<RetryHandler, HandlerUse>
  readonly failed: Omit<FailedAttempt, 'state'>
  /** Awaits a handler's answer, or the abort of the call. */
  ask<T>(answer: () => T | Promise<T>): Promise<T>
}

/** The first handler that has retries left and takes the failure. */
async function chooseHandler({
  handlers,
  used,
  failed,
  ask,
}: Choice): Promise<{ readonly handler: RetryHandler; readonly use: HandlerUse } | undefined> {
  for (const handler of handlers) {
    const use = used.get(handler) ?? { count: 0, state: new Map() }
    used.set(handler, use)
    const { state } = use
    if (use.count < handler.maxRetryCount && (await ask(() => handler.canRetry({ ...failed, state })))) {
      return { handler, use }
    }
  }
  return undefined
}

/** Adds what earlier attempts left in doubt to an error that was thrown before this one reached the transport. */
function withApplied(error: unknown, request: SCIMRequest, call: Call): unknown {
  const isOurs = SCIMError.is(error)
  if (call.applied === 'no' || (isOurs && 'attempts' in error)) return error
  // A foreign message may quote secrets of its own.
  const problem = isOurs ? error.message : 'a middleware or a retry handler failed, see cause'
  return call.connectionError(request, problem, error)
}
