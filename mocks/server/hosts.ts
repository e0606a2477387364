/** Decides which names the server answers to. */
export interface Hosts {
  /** Whether the server answers requests for this host name, as a URL has it. */
  allows(hostname: string): boolean
}

/**
 * Answers to names of this machine, to the address it listens on and to `allowed`. Every other name may be one that a
 * web page has pointed here (DNS rebinding), so that the browser takes the emulator for a part of that page's site.
 * An IP address in `Host` cannot be rebound, so a server that is open to the network answers to all of them.
 *
 * @param listening - the host name or address that the server was told to listen on
 * @param allowed - further names, without a port
 */
export function createHosts(listening: string, allowed: readonly string[]): Hosts {
  const names = new Set([listening, ...allowed].map((name) => withoutDot(name.toLowerCase())))
  const isLocal = isLoopback(hostnameOf(listening) ?? listening)
  return {
    allows(hostname) {
      const name = withoutDot(hostname)
      return isLoopback(name) || names.has(name) || (!isLocal && isAddress(name))
    },
  }
}

/** The host name of an authority such as `localhost:4010` as URLs write it; `undefined` when it is malformed. */
export function hostnameOf(authority: string): string | undefined {
  if (authority === '' || /[\s/?#@\\]/.test(authority)) return undefined
  return URL.canParse(`http://${authority}`) ? new URL(`http://${authority}`).hostname : undefined
}

/** An IPv6 address in brackets, or an IPv4 address: `URL` rejects other names that end in a number. */
function isAddress(hostname: string): boolean {
  return hostname.startsWith('[') || /\.\d+$/.test(hostname)
}

/** `localhost.` is `localhost`. */
function withoutDot(hostname: string): string {
  return hostname.endsWith('.') ? hostname.slice(0, -1) : hostname
}

/** Whether a host name of a URL is this machine (RFC 6761 6.3, RFC 5735). */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(\.\d+){3}$/.test(hostname)
  )
}
