import { SCIMConfigurationError } from '../errors/configuration-error.ts'
import { checkOptions, OBJECT, type OptionRules, SWITCH } from '../options/check-options.ts'

/** Certificates, as PEM text. */
export interface TLSOptions {
  /**
   * Certificates of the trusted authorities, for the service and for an `https:` proxy. Node and Bun then
   * trust only these; Deno trusts them in addition to its own.
   */
  readonly ca?: string | readonly string[] | undefined
  /** The client certificate, for a service that requires one; needs `key`. It is never sent to a proxy. */
  readonly cert?: string | undefined
  /** The private key of `cert`. */
  readonly key?: string | undefined
  /**
   * `false` accepts any certificate, which lets others read the traffic; default `true`. Deno has no such
   * option.
   */
  readonly rejectUnauthorized?: boolean | undefined
}

/** Options of the transports of Node, Bun and Deno; all optional. */
export interface ProxyTransportOptions {
  /**
   * The proxy, such as `http://user:password@proxy.example:3128` or `localhost:9000`; `null` or `''` for no
   * proxy. Default: the first of `HTTPS_PROXY`, `https_proxy`, `HTTP_PROXY` and `http_proxy` that is not
   * empty, for `http:` and `https:` alike.
   */
  readonly proxy?: string | null | undefined
  /**
   * Hosts that bypass the proxy, as curl reads `NO_PROXY`: `example.com` with its subdomains, `*`, addresses,
   * networks such as `10.0.0.0/8`, and in addition `example.com:8080`. Default: `no_proxy` or `NO_PROXY` for
   * a proxy of the environment, none for the option `proxy`.
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
 * Checks the options; no message contains a value.
 *
 * @throws {@link SCIMConfigurationError} for an unknown key or a value of the wrong type
 */
export function checkProxyOptions(maker: string, options: ProxyTransportOptions): void {
  checkOptions({ owner: maker }, options, OPTIONS)
  const { tls } = options
  if (!tls) return
  checkOptions({ owner: maker, prefix: 'tls.' }, tls, TLS_OPTIONS)
  if (Boolean(tls.cert) !== Boolean(tls.key))
    throw new SCIMConfigurationError(`${maker}: options 'tls.cert' and 'tls.key': one is missing: pass both`)
}
