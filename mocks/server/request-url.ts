import { type Hosts, hostnameOf } from './hosts.ts'
import { RefusedRequest } from './refused-request.ts'

/** The parts of a request that say where it goes. */
export interface Target {
  /** The request target as it was sent: a path, or a URL as proxies get it (RFC 9112 3.2). */
  readonly target: string
  /** Each `Host` header; HTTP/1.0 needs none. */
  readonly hosts: readonly string[]
}

/**
 * Returns the URL that a request is for.
 *
 * @throws {RefusedRequest} 400 for a malformed target or `Host`, 421 for a host that the server does not answer to
 */
export function requestUrl({ target, hosts }: Target, allowed: Hosts): URL {
  if (hosts.length > 1) throw new RefusedRequest(400, 'The request has more than one Host header.')
  const [host = 'localhost'] = hosts
  const hostname = hostnameOf(host)
  if (hostname === undefined) throw new RefusedRequest(400, `Host ${quote(host)} is malformed.`)
  const url = urlOf(target, host)
  if (!url) throw new RefusedRequest(400, `The request target ${quote(target)} is malformed.`)
  for (const name of [hostname, url.hostname]) {
    if (allowed.allows(name)) continue
    throw new RefusedRequest(
      421,
      `The emulator does not answer to the host ${quote(name)}: use localhost, or allow that name ` +
        '(allowedHosts of serveEmulator, --allow-host of the command).',
    )
  }
  return url
}

function urlOf(target: string, host: string): URL | undefined {
  // `//scim` is a path here, not another host.
  const text = target.startsWith('/')
    ? `http://${host}${target}`
    : target === '*'
      ? `http://${host}/*`
      : target
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined
  return new URL(text)
}

/** Text of a stranger, shortened, with control characters escaped. */
function quote(text: string): string {
  return JSON.stringify(text.slice(0, 100))
}
