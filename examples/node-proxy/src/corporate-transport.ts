import { readFileSync } from 'node:fs'
import { rootCertificates } from 'node:tls'
import { type ClosableTransport, nodeTransport } from 'slack-scim/node'

/**
 * Goes through `CORPORATE_PROXY`, else through the proxy of `HTTPS_PROXY` and `NO_PROXY`, and trusts the authority in
 * the file `CORPORATE_CA`, which a proxy needs that looks into TLS.
 */
export function corporateTransport(): ClosableTransport {
  const { CORPORATE_PROXY, CORPORATE_CA } = process.env
  return nodeTransport({
    proxy: CORPORATE_PROXY,
    // Beside Node's own authorities: a list that is given takes their place.
    tls: CORPORATE_CA ? { ca: [...rootCertificates, readFileSync(CORPORATE_CA, 'utf8')] } : {},
  })
}
