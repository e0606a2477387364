import { addressBits, isInNetwork } from './ip-address.ts'

/**
 * Whether a URL is to be reached without the proxy, as curl reads `NO_PROXY`
 * (https://curl.se/libcurl/c/CURLOPT_NOPROXY.html): names cover what is below them, with or without a leading
 * dot; a list of just `*` covers all; addresses and networks are compared as numbers, never resolved.
 *
 * An entry with a port, which curl does not know, covers that port only, as in Python and Go.
 */
export function bypassesProxy(url: URL, list: string): boolean {
  if (list.trim() === '*') return true
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  const host = url.hostname.replace(/^\[|\]$|\.$/g, '')
  const address = addressBits(host)
  return list.split(/[\s,]+/).some((entry) => {
    // Colons are also in IPv6 addresses, which have a port only behind a bracket.
    const [, name = entry, ownPort = port] = /^(\[.*\]|[^:]*):(\d+)$/.exec(entry) ?? []
    if (Number(ownPort) !== Number(port)) return false
    if (address !== undefined) return isInNetwork(address, name.replace(/[[\]]/g, ''))
    const domain = name.toLowerCase().replace(/^\.|\.$/g, '')
    return domain !== '' && (host === domain || host.endsWith(`.${domain}`))
  })
}
