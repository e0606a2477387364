import type { Middleware } from '../chain/middleware.ts'
import type { TokenSource } from '../chain/token.ts'
import type { UnknownAttributes } from '../chain/unknown-attributes.ts'
import type { Strictness } from '../chain/validate.ts'
import type { SCIMEvent } from '../events/events.ts'
import type { Logger } from '../events/logger.ts'
import type { Pacer } from '../pacing/pacer.ts'
import type { RetryHandler } from '../retry/handler.ts'
import type { Clock } from '../time/clock.ts'
import type { FetchFunction } from '../transports/fetch-transport.ts'
import type { Transport } from '../transports/transport.ts'

/** What a client can be told; all of it may be left out. */
export interface SCIMClientOptions {
  /** Where the service is; default the dialect's. Ends in `/`, or one is added. */
  readonly baseUrl?: string | undefined
  /** Milliseconds for one attempt, until its body is read; default 30000. */
  readonly timeout?: number | undefined
  /** Milliseconds for a whole call, with waits and retries; per page in a walk; default none. */
  readonly deadline?: number | undefined
  /** Headers of every request; `null` removes a default. */
  readonly headers?: Readonly<Record<string, string | null>> | undefined
  /** Put before the library's own `User-Agent`. */
  readonly userAgentPrefix?: string | undefined
  /** Put after the library's own `User-Agent`. */
  readonly userAgentSuffix?: string | undefined
  /** Replaces the default handlers: connection 1, rate limit 3, server error 1. */
  readonly retryHandlers?: readonly RetryHandler[] | undefined
  /** Milliseconds; a longer wait is not made, the call fails at once; default 120000. */
  readonly maxRetryWait?: number | undefined
  /** Bytes of one decoded response; a longer one is a `SCIMResponseError`; default 67108864 (64 MiB). */
  readonly maxResponseSize?: number | undefined
  /** Decides when an attempt may start; default none. */
  readonly pacer?: Pacer | undefined
  /** Links of your own, the first outermost. */
  readonly middleware?: readonly Middleware[] | undefined
  /** How bytes leave; default `fetchTransport()`. */
  readonly transport?: Transport | undefined
  /** The `fetch` to call, in place of a transport. */
  readonly fetch?: FetchFunction | undefined
  /**
   * Where log lines go; default nowhere. A logger with `debug` gets each request and answer as it is on the wire, with
   * credentials masked, and with the names and addresses of people.
   */
  readonly logger?: Logger | undefined
  /** Told of every call, attempt, retry and oddity. */
  readonly onEvent?: ((event: SCIMEvent) => void) | undefined
  /** How closely requests and answers are checked; default `{ request: 'strict', response: 'loose' }`. */
  readonly validation?: { readonly request?: Strictness; readonly response?: Strictness } | undefined
  /**
   * What is done about an attribute of a body that Slack does not know: `warn` (default) is a warning event, and words in
   * the error that may follow; `refuse` is a `SCIMValidationError`; `allow` is nothing.
   */
  readonly unknownAttributes?: UnknownAttributes | undefined
  /** Whether a filter that the dialect is not known to take is an error; default `false`: a warning event. */
  readonly strictFilters?: boolean | undefined
  /** Allows `http:` to other hosts than this machine; default `false`, since the token would be readable. */
  readonly allowInsecureHttp?: boolean | undefined
  /** Replaces the platform's time, for tests and simulations. */
  readonly clock?: Clock | undefined
}

/** What one call can be told: the last argument of every operation. */
export interface CallOptions {
  /** Ends the call with a `SCIMAbortError`. */
  readonly signal?: AbortSignal | undefined
  /** Milliseconds for one attempt, in place of the client's. */
  readonly timeout?: number | undefined
  /** Milliseconds for the whole call, in place of the client's. */
  readonly deadline?: number | undefined
  /** Headers of this call, over the client's; `null` removes one. */
  readonly headers?: Readonly<Record<string, string | null>> | undefined
  /** More links, inside the client's own of the same stage. */
  readonly middleware?: readonly Middleware[] | undefined
  /** Another token, or `null` for none. */
  readonly token?: TokenSource | null | undefined
}
