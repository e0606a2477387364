import { addressBits, isInNetwork } from './ip-address.ts'

/**
 * Whether a URL bypasses the proxy, as curl reads `NO_PROXY`
 * (https://curl.se/libcurl/c/CURLOPT_NOPROXY.html). A name covers its subdomains, with or without a leading
 * dot. The list `*` covers every host. Addresses and networks are compared as numbers; no name is resolved.
 *
 * An entry with a port covers that port only, as in Python and Go. curl has no such entries.
 */
export function bypassesProxy(url: URL, list: string): boolean {
  if (list.trim() === '*') return true
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  const host = url.hostname.replace(/^\[|\]$|\.$/g, '')
  const address = addressBits(host)
  return list.split(/[\s,]+/).some((entry) => {
    // IPv6 addresses contain colons; their port follows a bracket.
    const [, name = entry, ownPort = port] = /^(\[.*\]|[^:]*):(\d+)$/.exec(entry) ?? []
    if (Number(ownPort) !== Number(port)) return false
    if (address !== undefined) return isInNetwork(address, name.replace(/[[\]]/g, ''))
    const domain = name.toLowerCase().replace(/^\.|\.$/g, '')
    return domain !== '' && (host === domain || host.endsWith(`.${domain}`))
  })
}
