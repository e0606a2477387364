import { SCIMConnectionError } from '../errors/connection-error.ts'
import { SCIMResponseError } from '../errors/response-error.ts'
import { checkOptions, withMethod } from '../options/check-options.ts'
import type { FailedAttempt, RetryHandler, RetryHandlerOptions } from './handler.ts'
import { BackoffRetryIntervalCalculator, type RetryIntervalCalculator } from './interval.ts'

abstract class BuiltInRetryHandler implements RetryHandler {
  readonly maxRetryCount: number
  readonly intervalCalculator: RetryIntervalCalculator

  constructor(options: RetryHandlerOptions, count: number, backoffFactor?: number) {
    checkOptions({ owner: 'retry handler' }, options, {
      maxRetryCount: [(value) => Number(value) >= 0, 'a number, 0 or more'],
      intervalCalculator: withMethod('interval'),
    })
    this.maxRetryCount = options.maxRetryCount ?? count
    this.intervalCalculator =
      options.intervalCalculator ?? new BackoffRetryIntervalCalculator({ backoffFactor })
  }

  abstract canRetry(attempt: FailedAttempt): boolean
}

/** Retries a request without an answer, and a read with an unusable body; by default once. */
export class ConnectionErrorRetryHandler extends BuiltInRetryHandler {
  /** @param options - `maxRetryCount`: default 1; `intervalCalculator`: default a backoff from 0.5 s */
  constructor(options: RetryHandlerOptions = {}) {
    super(options, 1)
  }

  /** Accepts a lost connection, and a read whose 2xx body is HTML, truncated JSON or empty. */
  canRetry({ request, error }: FailedAttempt): boolean {
    if (error instanceof SCIMConnectionError) return true
    const read = request.method === 'GET' && error instanceof SCIMResponseError
    return read && error.status >= 200 && error.status < 300 && !error.response.errors
  }
}

/** Retries a 429 after its whole `Retry-After`; by default three times. */
export class RateLimitErrorRetryHandler extends BuiltInRetryHandler {
  /**
   * @param options - `maxRetryCount`: default 3; `intervalCalculator`: default a backoff from 1 s, used
   * without `Retry-After`
   */
  constructor(options: RetryHandlerOptions = {}) {
    super(options, 3, 1000)
  }

  /** Accepts a 429: a rate limit or a locked resource. */
  canRetry({ response }: FailedAttempt): boolean {
    return response?.status === 429
  }
}

/** Statuses that a retry may change. */
const TRANSIENT: readonly (number | undefined)[] = [408, 425, 500, 502, 503, 504]

/** Retries 408, 425, 500, 502, 503 and 504; by default once. */
export class ServerErrorRetryHandler extends BuiltInRetryHandler {
  /** @param options - `maxRetryCount`: default 1; `intervalCalculator`: default a backoff from 0.5 s */
  constructor(options: RetryHandlerOptions = {}) {
    super(options, 1)
  }

  /** Accepts a status that a retry may change. */
  canRetry({ response }: FailedAttempt): boolean {
    return TRANSIENT.includes(response?.status)
  }
}

/** Returns the handlers of a client without `retryHandlers`: connection 1, rate limit 3, server error 1. */
export function defaultRetryHandlers(): RetryHandler[] {
  return [new ConnectionErrorRetryHandler(), new RateLimitErrorRetryHandler(), new ServerErrorRetryHandler()]
}
