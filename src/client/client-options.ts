import { SCIMConfigurationError } from '../errors/configuration-error.ts'
import {
  ANYTHING,
  checkOptions,
  FUNCTION,
  hasMethod,
  MILLISECONDS,
  OBJECT,
  type OptionRule,
  type OptionRules,
  oneOf,
  SWITCH,
  TEXT,
  withMethod,
} from '../options/check-options.ts'
import { isRecord } from '../protocol/is-record.ts'

/** An unknown `stage` would silently be the other one. */
const MIDDLEWARE: OptionRule = [
  (value) =>
    Array.isArray(value) &&
    value.every((one) => hasMethod(one, 'handle') && [undefined, 'call', 'attempt'].includes(one.stage)),
  "a list of objects with handle(), and a stage of 'call' or 'attempt' if they have one",
]

/** A handler without `maxRetryCount` would never be asked. */
const RETRY_HANDLERS: OptionRule = [
  (value) =>
    Array.isArray(value) &&
    value.every((one) => hasMethod(one, 'canRetry') && typeof one.maxRetryCount === 'number'),
  'a list of objects with canRetry() and maxRetryCount',
]

/** The original counts seconds: 30 would be 30 milliseconds here. */
const TIMEOUT: OptionRule = [
  (value) => typeof value === 'number' && value >= 100,
  'a number of milliseconds, 100 or more',
]

const BYTES: OptionRule = [(value) => typeof value === 'number' && value >= 1, 'a number of bytes, 1 or more']

const SHARED: OptionRules = {
  timeout: TIMEOUT,
  deadline: MILLISECONDS,
  headers: OBJECT,
  middleware: MIDDLEWARE,
}

/** The options of every call. */
export const CALL_OPTIONS: OptionRules = /* @__PURE__ */ (() => ({
  ...SHARED,
  signal: withMethod('addEventListener'),
  // The token has a check of its own, whose message never shows it.
  token: ANYTHING,
}))()

const CLIENT: OptionRules = /* @__PURE__ */ (() => ({
  ...SHARED,
  baseUrl: TEXT,
  userAgentPrefix: TEXT,
  userAgentSuffix: TEXT,
  retryHandlers: RETRY_HANDLERS,
  maxRetryWait: MILLISECONDS,
  maxResponseSize: BYTES,
  transport: FUNCTION,
  fetch: FUNCTION,
  logger: OBJECT,
  onEvent: FUNCTION,
  validation: OBJECT,
  unknownAttributes: oneOf('warn', 'refuse', 'allow'),
  strictFilters: SWITCH,
  allowInsecureHttp: SWITCH,
  clock: withMethod('now'),
  pacer: withMethod('acquire'),
}))()

const STRICTNESS: OptionRule = /* @__PURE__ */ oneOf('strict', 'loose', 'off')
const VALIDATION: OptionRules = { request: STRICTNESS, response: STRICTNESS }

const ON_A_TRANSPORT = "set it on a transport, such as nodeTransport of 'slack-scim/node'"
const HINTS = { proxy: ON_A_TRANSPORT, ssl: ON_A_TRANSPORT, tls: ON_A_TRANSPORT }

/** @throws {@link SCIMConfigurationError} for an unknown key, a value of the wrong type, `fetch` beside `transport` */
export function checkClientOptions(options: {
  readonly validation?: unknown
  readonly fetch?: unknown
  readonly transport?: unknown
}): void {
  checkOptions({ owner: 'client', hints: HINTS }, options, CLIENT)
  checkOptions({ owner: 'client', prefix: 'validation.' }, options.validation ?? {}, VALIDATION)
  if (options.fetch && options.transport) {
    throw new SCIMConfigurationError("client: give 'fetch' or 'transport', not both")
  }
}

/**
 * Refuses what has no keys of its own and would pass for no options: a number, a signal.
 *
 * @throws {@link SCIMConfigurationError}
 */
export function checkHasKeys(owner: string, options: unknown): void {
  if (isRecord(options) && !hasMethod(options, 'addEventListener')) return
  throw new SCIMConfigurationError(`${owner}: the options must be an object, such as { signal }`)
}

/** @throws {@link SCIMConfigurationError} for an unknown key or a value of the wrong type */
export function checkCallOptions(operation: string, options: object): void {
  checkHasKeys(operation, options)
  checkOptions({ owner: operation, hints: HINTS }, options, CALL_OPTIONS)
}
