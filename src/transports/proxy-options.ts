import { SCIMConfigurationError } from '../errors/configuration-error.ts'
import { checkOptions, OBJECT, type OptionRules, SWITCH } from '../options/check-options.ts'

/** Whom to trust and who we are, as PEM text. */
export interface TLSOptions {
  /**
   * Certificates of the authorities to trust, for the service and for a proxy reached by `https:`; Node and Bun
   * trust nobody else then, Deno trusts them beside its own.
   */
  readonly ca?: string | readonly string[] | undefined
  /** Our own certificate, for a service that asks for one; needs `key`. A proxy is never shown it. */
  readonly cert?: string | undefined
  /** The private key of `cert`. */
  readonly key?: string | undefined
  /** `false` trusts any certificate, and anybody who listens in; default `true`. Deno has no such switch. */
  readonly rejectUnauthorized?: boolean | undefined
}

/** What the transports of Node, Bun and Deno can be told; all of it may be left out. */
export interface ProxyTransportOptions {
  /**
   * The proxy, such as `http://user:password@proxy.example:3128` or `localhost:9000`; `null` or `''`: none.
   * By default the first of `HTTPS_PROXY`, `https_proxy`, `HTTP_PROXY` and `http_proxy` that is not empty, for
   * `http:` and `https:` alike.
   */
  readonly proxy?: string | null | undefined
  /**
   * Hosts to reach without the proxy, as curl reads `NO_PROXY`: `example.com` is also each host below it; `*`,
   * addresses, networks such as `10.0.0.0/8`; here also `example.com:8080`. By default those of `no_proxy` or
   * `NO_PROXY` for a proxy of the environment, and none for one that is given.
   */
  readonly noProxy?: string | readonly string[] | undefined
  /** Certificates. */
  readonly tls?: TLSOptions | undefined
}

type Check = (value: unknown) => boolean

const isText: Check = (value) => typeof value === 'string'
const isList: Check = (value) => [value].flat().every(isText)
const isPEM: Check = (value) => isText(value) && String(value).includes('-----BEGIN ')
const isPEMList: Check = (value) => [value].flat().every(isPEM)

const OPTIONS: OptionRules = {
  proxy: [(value) => value === null || isText(value), 'a URL such as http://proxy.example:3128, or null'],
  noProxy: [isList, 'a list of hosts'],
  tls: [OBJECT[0], '{ ca, cert, key, rejectUnauthorized }'],
}

const TLS_OPTIONS: OptionRules = {
  ca: [isPEMList, 'certificates as PEM text, not a path'],
  cert: [isPEM, 'a certificate as PEM text, not a path'],
  key: [isPEM, 'a private key as PEM text, not a path'],
  rejectUnauthorized: SWITCH,
}

/**
 * Refuses what is no option; the message never shows a value.
 *
 * @throws {@link SCIMConfigurationError} for an unknown key or a value of the wrong type
 */
export function checkProxyOptions(maker: string, options: ProxyTransportOptions): void {
  checkOptions({ owner: maker }, options, OPTIONS)
  const { tls } = options
  if (!tls) return
  checkOptions({ owner: maker, prefix: 'tls.' }, tls, TLS_OPTIONS)
  if (Boolean(tls.cert) !== Boolean(tls.key))
    throw new SCIMConfigurationError(`${maker}: give 'tls.cert' and 'tls.key' together`)
}
