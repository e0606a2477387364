import { checkBaseUrl } from '../chain/base-url.ts'
import { checkToken, type TokenSource } from '../chain/token.ts'
import { SCIMConfigurationError } from '../errors/configuration-error.ts'
import { createEmitter } from '../events/emitter.ts'
import {
  checkOptions,
  FUNCTION,
  type OptionRule,
  type OptionRules,
  SWITCH,
  TEXT,
} from '../options/check-options.ts'
import { systemClock } from '../time/clock.ts'
import { type FetchFunction, fetchTransport } from '../transports/fetch-transport.ts'
import type { Transport } from '../transports/transport.ts'
import type { RelayEvent } from './events.ts'
import { type AllowedOrigins, hostsOf } from './origin.ts'
import { type Permits, permitsOf } from './permits.ts'
import type { RelayRules } from './rules.ts'
import type { UpstreamSettings } from './upstream.ts'

/** What a relay is made from. */
export interface RelayOptions<Identity> {
  /** A token with the scope `admin`, or a function that gives one for each request. It never leaves the server. */
  readonly token: TokenSource
  /**
   * Says who is asking, from a session for example: `true`, a text, a number or a plain object. `false`, `null`,
   * `undefined`, `''` and `0` are answered with 401; anything else, such as a `Response`, with 500. It must not read
   * the body, but may read that of `request.clone()`.
   */
  readonly authorize: (
    request: Request,
  ) => Identity | false | null | undefined | Promise<Identity | false | null | undefined>
  /** What is allowed, or a function that says so for the identity of a request. */
  readonly allow: RelayRules | ((identity: Identity) => RelayRules | Promise<RelayRules>)
  /**
   * The relay's own origins as browsers see them, such as `https://app.example.com`. The relay refuses the pages of any
   * other, also those of a foreign name that resolves to it (DNS rebinding).
   */
  readonly origins: readonly string[]
  /** Values of the header `Host` that a proxy sets in place of the host of an origin; default none. */
  readonly hosts?: readonly string[] | undefined
  /** Other origins whose pages may call, without cookies; only these get CORS headers. Default none. */
  readonly cors?: readonly string[] | undefined
  /** The path below which the relay is mounted; default `/api/scim`. */
  readonly path?: string | undefined
  /** Where the service is, without the version; default `https://api.slack.com/scim/`. */
  readonly baseUrl?: string | undefined
  /** Allows a `baseUrl` with `http:` to other hosts than this machine; default `false`. */
  readonly allowInsecureHttp?: boolean | undefined
  /** How bytes leave; default `fetchTransport()`. */
  readonly transport?: Transport | undefined
  /** The `fetch` to call, in place of a transport. */
  readonly fetch?: FetchFunction | undefined
  /** Milliseconds from the arrival of a request until its answer, `authorize` and `allow` included; default 30000. */
  readonly timeout?: number | undefined
  /** The largest body of a request in bytes; default 262144. */
  readonly maxBodyBytes?: number | undefined
  /** The largest decoded answer of the service in bytes; default 64 MiB. */
  readonly maxResponseSize?: number | undefined
  /** Is told of every refusal and of every call, and of what your own functions threw. */
  readonly onEvent?: ((event: RelayEvent) => void) | undefined
}

/** Options, checked. */
export interface RelaySettings<Identity> extends UpstreamSettings, AllowedOrigins {
  readonly authorize: RelayOptions<Identity>['authorize']
  readonly permits: (identity: Identity) => Permits | Promise<Permits>
  /** Without a slash at its end. */
  readonly path: string
  readonly timeout: number
  readonly maxBodyBytes: number
}

const ABOVE_ZERO: OptionRule = [
  (value) => typeof value === 'number' && value > 0 && Number.isFinite(value),
  'a number above 0',
]
const ORIGINS: OptionRule = [isOrigins, "a list of origins such as 'https://app.example.com'"]
const HOSTS: OptionRule = [isHosts, "a list of hosts such as 'localhost:3000'"]
const PATH: OptionRule = [isPath, "the path where the relay is mounted, such as '/api/scim'"]
/** Has a check of its own, with words of its own. */
const CHECKED_BELOW: OptionRule = [() => true, '']

const OPTIONS: OptionRules = {
  token: CHECKED_BELOW,
  authorize: [(value) => typeof value === 'function', 'a function that says who is asking'],
  allow: CHECKED_BELOW,
  origins: ORIGINS,
  hosts: HOSTS,
  cors: ORIGINS,
  path: PATH,
  baseUrl: TEXT,
  allowInsecureHttp: SWITCH,
  transport: FUNCTION,
  fetch: FUNCTION,
  timeout: ABOVE_ZERO,
  maxBodyBytes: ABOVE_ZERO,
  maxResponseSize: ABOVE_ZERO,
  onEvent: FUNCTION,
}

/** @throws {@link SCIMConfigurationError} naming the option and the fix */
export function checkRelayOptions<Identity>(options: RelayOptions<Identity>): RelaySettings<Identity> {
  checkOptions({ owner: 'createRelay' }, options, OPTIONS)
  const { token, authorize, allow, path = '/api/scim', origins = [], hosts = [], cors = [] } = options
  const { transport, fetch, timeout = 30_000, maxBodyBytes = 262_144, maxResponseSize, onEvent } = options
  const expect = (ok: unknown, message: string): void => {
    if (!ok) throw new SCIMConfigurationError(`createRelay: ${message}`)
  }
  expect(authorize, "option 'authorize': missing: give a function that says who is asking")
  expect(
    origins.length > 0,
    "option 'origins': missing: list the origins of your pages, such as 'https://app.example.com'",
  )
  expect(!transport || !fetch, "options 'fetch' and 'transport': give one of them")
  if (typeof token !== 'function') checkToken(token)
  const baseUrl = checkBaseUrl(options.baseUrl ?? 'https://api.slack.com/scim/', options.allowInsecureHttp)
  expect(
    !/\/v[12]\/$/.test(baseUrl),
    "option 'baseUrl': must end before the version: the relay adds v1/ or v2/",
  )
  const fixed = typeof allow === 'function' ? undefined : permitsOf(allow)
  return {
    token,
    authorize,
    permits: async (identity) => fixed ?? permitsOf(await (allow as (one: Identity) => RelayRules)(identity)),
    path: path.replace(/\/$/, ''),
    own: origins,
    hosts: new Set([...hostsOf(origins), ...hosts.map((host) => host.toLowerCase())]),
    cors,
    baseUrl,
    transport: transport ?? fetchTransport({ fetch }),
    timeout,
    maxBodyBytes,
    maxResponseSize,
    clock: systemClock(),
    emit: createEmitter([onEvent]),
  }
}

function isPath(value: unknown): boolean {
  return typeof value === 'string' && (value === '/' || /^(\/(?!\.\.?(\/|$))[\w.~-]+)+\/?$/.test(value))
}

function isHosts(value: unknown): boolean {
  return (
    Array.isArray(value) && value.every((one) => typeof one === 'string' && /^[\w.:[\]-]{1,255}$/.test(one))
  )
}

/** Origins as browsers write them, since they are compared as texts. */
function isOrigins(value: unknown): boolean {
  return Array.isArray(value) && value.every(isOrigin)
}

function isOrigin(text: unknown): boolean {
  try {
    const { origin, protocol } = new URL(text as string)
    return origin === text && (protocol === 'https:' || protocol === 'http:')
  } catch {
    return false
  }
}
