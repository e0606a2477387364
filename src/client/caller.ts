import { checkBaseUrl, checkVersion } from '../chain/base-url.ts'
import { Call } from '../chain/call.ts'
import { defaultHeaders, mergeHeaders } from '../chain/headers.ts'
import { compose } from '../chain/middleware.ts'
import { chainOf } from '../chain/order.ts'
import { apiError } from '../chain/response-to-error.ts'
import { type TokenSource, tokenProvider } from '../chain/token.ts'
import type { UnknownAttributes } from '../chain/unknown-attributes.ts'
import type { Dialect } from '../dialects/dialect.ts'
import { createEmitter } from '../events/emitter.ts'
import type { SCIMEvent } from '../events/events.ts'
import { logObserver } from '../events/logger.ts'
import type { Operation } from '../protocol/operations.ts'
import type { SCIMRequest } from '../protocol/request.ts'
import type { SCIMResponse } from '../protocol/response.ts'
import { defaultRetryHandlers } from '../retry/handlers.ts'
import { type Clock, systemClock } from '../time/clock.ts'
import { fetchTransport } from '../transports/fetch-transport.ts'
import { loggedTransport } from '../transports/logged-transport.ts'
import { checkCallOptions, checkClientOptions } from './client-options.ts'
import type { CallOptions, SCIMClientOptions } from './options.ts'

/** What an operation asks for; the caller adds the rest. */
export interface RequestSpec {
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: Readonly<Record<string, unknown>> | undefined
  readonly headers?: Readonly<Record<string, string | null>> | undefined
  /** What the error of a refusal has to say beside Slack's words. */
  readonly hint?: string | undefined
}

/** Sends the calls of one client. */
export interface Caller {
  readonly dialect: Dialect
  readonly baseUrl: string
  readonly timeout: number
  readonly clock: Clock
  readonly strictFilters: boolean | undefined
  readonly unknownAttributes: UnknownAttributes
  readonly emit: ((event: SCIMEvent) => void) | undefined
  /** Sends one call; a status of 400 or more rejects. */
  call(operation: Operation, ask: RequestSpec, options: CallOptions): Promise<SCIMResponse>
}

/** Options resolved once, and the chain built from them. */
export function createCaller(
  dialect: Dialect,
  token: TokenSource | null,
  options: SCIMClientOptions,
): Caller {
  checkClientOptions(options)
  const {
    timeout = 30_000,
    deadline = Number.POSITIVE_INFINITY,
    clock = systemClock(),
    strictFilters,
    unknownAttributes = 'warn',
  } = options
  const { logger, onEvent, validation = {} } = options
  const { fetch, userAgentPrefix, userAgentSuffix, middleware = [] } = options
  const observers = [onEvent, logger && logObserver(logger)]
  const emit = onEvent || logger ? createEmitter<SCIMEvent>(observers) : undefined
  const baseUrl = checkBaseUrl(options.baseUrl ?? dialect.baseUrl, options.allowInsecureHttp)
  checkVersion(baseUrl, dialect.version, dialect.baseUrl)
  const defaults = mergeHeaders(defaultHeaders(userAgentPrefix, userAgentSuffix), options.headers)
  const provider = tokenProvider(token)
  const chain = chainOf({
    dialect,
    baseUrl,
    transport: loggedTransport(options.transport ?? fetchTransport({ fetch }), logger),
    retryHandlers: options.retryHandlers ?? defaultRetryHandlers(),
    maxRetryWait: options.maxRetryWait ?? 120_000,
    maxResponseSize: options.maxResponseSize,
    pacer: options.pacer,
    validation: { request: validation.request ?? 'strict', response: validation.response ?? 'loose' },
    unknownAttributes,
  })
  const send = compose(chain(middleware))
  let warned = false
  const warn = (ms: number): void => {
    if (ms >= 1000 || warned) return
    warned = true
    const message = `timeout is ${ms} milliseconds; are these seconds?`
    emit?.({ type: 'warning', code: 'timeout_in_seconds', message })
  }
  warn(timeout)
  return {
    dialect,
    baseUrl,
    timeout,
    clock,
    strictFilters,
    unknownAttributes,
    emit,
    async call(operation, { path, query = {}, body, headers, hint }, given) {
      const options = given ?? {}
      checkCallOptions(operation.name, options)
      const { signal, middleware: more, token: other, headers: over } = options
      const own = {
        timeout: options.timeout ?? timeout,
        deadline: options.deadline ?? deadline,
        token: other === undefined ? provider : tokenProvider(other),
      }
      warn(own.timeout)
      const call = new Call(operation, { version: dialect.version, clock, limits: own, emit })
      if (hint) call.hints.push(hint)
      const request: SCIMRequest = {
        method: operation.method,
        path,
        query: Object.freeze(query),
        headers: headers || over ? mergeHeaders(defaults, headers, over) : defaults,
        body,
        signal,
      }
      const response = await (more ? compose(chain([...middleware, ...more])) : send)(request, call)
      if (response.status >= 400) throw apiError(response, request, call)
      return response
    },
  }
}
