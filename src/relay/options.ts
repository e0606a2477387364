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
import { type FetchFunction, fetchTransport } from '../transports/fetch-transport.ts'
import type { Transport } from '../transports/transport.ts'
import type { RelayEvent } from './events.ts'
import type { AllowedOrigins } from './origin.ts'
import { type Permits, permitsOf } from './permits.ts'
import type { RelayRules } from './rules.ts'
import type { UpstreamSettings } from './upstream.ts'

/** What a relay is made from. */
export interface RelayOptions<Identity> {
  /** A token with the scope `admin`, or a function that gives one for each request. It never leaves the server. */
  readonly token: TokenSource
  /**
   * Says who is asking, from a session for example; whatever is falsy is answered with 401. It must not read the
   * body, but may read that of `request.clone()`.
   */
  readonly authorize: (
    request: Request,
  ) => Identity | false | null | undefined | Promise<Identity | false | null | undefined>
  /** What is allowed, or a function that says so for whoever is asking. */
  readonly allow: RelayRules | ((identity: Identity) => RelayRules | Promise<RelayRules>)
  /** The path below which the relay is mounted; default `/api/scim`. */
  readonly path?: string | undefined
  /** The relay's own origins as browsers see them, where a proxy hides them; default that of the request's URL. */
  readonly origins?: readonly string[] | undefined
  /** Other origins whose pages may call, without cookies; only these get CORS headers. Default none. */
  readonly cors?: readonly string[] | undefined
  /** Where the service is, without the version; default `https://api.slack.com/scim/`. */
  readonly baseUrl?: string | undefined
  /** Allows a `baseUrl` with `http:` to other hosts than this machine; default `false`. */
  readonly allowInsecureHttp?: boolean | undefined
  /** How bytes leave; default `fetchTransport()`. */
  readonly transport?: Transport | undefined
  /** The `fetch` to call, in place of a transport. */
  readonly fetch?: FetchFunction | undefined
  /** Milliseconds for the answer of the service; default 30000. */
  readonly timeout?: number | undefined
  /** The size of a body in bytes that is not exceeded; default 262144. */
  readonly maxBodyBytes?: number | undefined
  /** Told of every refusal and of every call. */
  readonly onEvent?: ((event: RelayEvent) => void) | undefined
}

/** Options, checked. */
export interface RelaySettings<Identity> extends UpstreamSettings, AllowedOrigins {
  readonly authorize: RelayOptions<Identity>['authorize']
  readonly permits: (identity: Identity) => Permits | Promise<Permits>
  /** Without a slash at its end. */
  readonly path: string
  readonly maxBodyBytes: number
}

const ABOVE_ZERO: OptionRule = [(value) => typeof value === 'number' && value > 0, 'a number above 0']
/** What has a check of its own, with words of its own. */
const CHECKED_BELOW: OptionRule = [() => true, '']

const OPTIONS: OptionRules = {
  token: CHECKED_BELOW,
  authorize: CHECKED_BELOW,
  allow: CHECKED_BELOW,
  path: TEXT,
  origins: CHECKED_BELOW,
  cors: CHECKED_BELOW,
  baseUrl: TEXT,
  allowInsecureHttp: SWITCH,
  transport: FUNCTION,
  fetch: FUNCTION,
  timeout: ABOVE_ZERO,
  maxBodyBytes: ABOVE_ZERO,
  onEvent: FUNCTION,
}

/** @throws {@link SCIMConfigurationError} naming the option and the fix */
export function checkRelayOptions<Identity>(options: RelayOptions<Identity>): RelaySettings<Identity> {
  const { token, authorize, allow, path = '/api/scim', origins, cors = [] } = options ?? {}
  const { transport, fetch, timeout = 30_000, maxBodyBytes = 262_144, onEvent } = options ?? {}
  const expect = (ok: unknown, message: string): void => {
    if (!ok) throw new SCIMConfigurationError(message)
  }
  checkOptions({ owner: 'createRelay' }, options ?? {}, OPTIONS)
  if (typeof token !== 'function') checkToken(token)
  expect(typeof authorize === 'function', 'authorize must be a function that says who is asking')
  expect(!transport || !fetch, "give 'fetch' or 'transport', not both")
  expect(
    path === '/' || /^(\/(?!\.\.?(\/|$))[\w.~-]+)+\/?$/.test(path),
    "path must be where the relay is mounted, such as '/api/scim'",
  )
  const baseUrl = checkBaseUrl(options.baseUrl ?? 'https://api.slack.com/scim/', options.allowInsecureHttp)
  expect(!/\/v[12]\/$/.test(baseUrl), 'baseUrl must end before the version: the relay adds v1/ or v2/')
  const fixed = typeof allow === 'function' ? undefined : permitsOf(allow)
  return {
    token,
    authorize,
    permits: async (identity) => fixed ?? permitsOf(await (allow as (one: Identity) => RelayRules)(identity)),
    path: path.replace(/\/$/, ''),
    own: origins && checkOrigins('origins', origins),
    cors: checkOrigins('cors', cors),
    baseUrl,
    transport: transport ?? fetchTransport({ fetch }),
    timeout,
    maxBodyBytes,
    emit: createEmitter([onEvent]),
  }
}

/** Origins as browsers write them, since they are compared as texts. */
function checkOrigins(option: string, origins: readonly string[]): readonly string[] {
  const isOrigin = (text: unknown): boolean => {
    try {
      const { origin, protocol } = new URL(text as string)
      return origin === text && /^https?:$/.test(protocol)
    } catch {
      return false
    }
  }
  if (Array.isArray(origins) && origins.every(isOrigin)) return origins
  throw new SCIMConfigurationError(`${option} must be a list of origins such as 'https://app.example.com'`)
}
