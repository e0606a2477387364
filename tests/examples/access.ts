import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

/** The application that tokens are for. */
export const AUDIENCE = 'an-audience'

/** Cloudflare Access, as the Worker sees it: it publishes keys, and signs who asks. */
export interface Access {
  readonly server: Server
  readonly url: string
  sign(email: string, claims?: { readonly audience?: string }): Promise<string>
}

/** Starts it on a free port of this machine. */
export async function startAccess(): Promise<Access> {
  const { publicKey, privateKey } = await generateKeyPair('RS256')
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256' }] })
  const server = createServer((request, response) => {
    response.statusCode = request.url === '/cdn-cgi/access/certs' ? 200 : 404
    response.setHeader('content-type', 'application/json').end(keys)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const sign: Access['sign'] = (email, { audience = AUDIENCE } = {}) =>
    new SignJWT({ email })
      .setProtectedHeader({ alg: 'RS256', kid: 'k' })
      .setIssuer(url)
      .setAudience(audience)
      .setExpirationTime('1 hour')
      .sign(privateKey)
  return { server, url, sign }
}
