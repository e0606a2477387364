import type { Dialect } from '../dialects/dialect.ts'
import type { Pacer } from '../pacing/pacer.ts'
import type { RetryHandler } from '../retry/handler.ts'
import type { Transport } from '../transports/transport.ts'
import { auth } from './auth.ts'
import type { Call } from './call.ts'
import { codec } from './codec.ts'
import { adapt, type ChainMiddleware, type Middleware } from './middleware.ts'
import { observe } from './observe.ts'
import { pace } from './pace.ts'
import { retry } from './retry.ts'
import { schemaDefaults } from './schema-defaults.ts'
import { serializeWrites } from './serialize-writes.ts'
import { attemptTimeout, deadline } from './time-limit.ts'
import type { UnknownAttributes } from './unknown-attributes.ts'
import { type Validation, validate } from './validate.ts'

/** Settings of the chain of one client. */
export interface ChainSettings {
  readonly dialect: Dialect
  readonly baseUrl: string
  readonly transport: Transport
  readonly retryHandlers: readonly RetryHandler[]
  readonly maxRetryWait: number
  readonly maxResponseSize?: number | undefined
  readonly validation: Validation
  readonly unknownAttributes: UnknownAttributes
  readonly pacer: Pacer | undefined
}

/**
 * Builds the middleware of a client once, and returns the function that places custom middleware among it.
 * This array is the whole request logic, outermost first.
 */
export function chainOf(settings: ChainSettings): (custom: readonly Middleware[]) => ChainMiddleware<Call>[] {
  const { dialect, baseUrl, transport, retryHandlers, maxRetryWait, validation, unknownAttributes, pacer } =
    settings
  const observed = observe()
  const limited = deadline()
  const defaulted = schemaDefaults(dialect)
  const validated = validate(dialect, validation, unknownAttributes)
  const oneAtATime = serializeWrites(new Map())
  const retried = retry(retryHandlers, maxRetryWait, pacer !== undefined)
  const paced = pacer ? [pace(pacer)] : []
  const timed = attemptTimeout()
  const authorized = auth()
  const coded = codec(baseUrl, transport, settings.maxResponseSize)

  return (custom) => [
    observed,
    limited,
    defaulted,
    ...custom.filter(({ stage }) => stage !== 'attempt').map<ChainMiddleware<Call>>(adapt),
    validated,
    oneAtATime,
    retried,
    ...custom.filter(({ stage }) => stage === 'attempt').map<ChainMiddleware<Call>>(adapt),
    ...paced,
    timed,
    authorized,
    coded,
  ]
}
