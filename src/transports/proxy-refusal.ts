import { SCIMConnectionError } from '../errors/connection-error.ts'
import type { Transport } from './transport.ts'

/** The proxy refused: nothing was forwarded. The message says so, and contains no credentials. */
export function proxyRefusal(status: number, cause?: unknown): SCIMConnectionError {
  const hint = status === 407 ? ': it does not accept the credentials of its URL' : ''
  return new SCIMConnectionError(`the proxy answered ${status}${hint}`, { applied: 'no', cause })
}

/** Turns a 407 into the error of a refused CONNECT: only a proxy sends it (RFC 9110 15.5.8). */
export function refusing407(send: Transport): Transport {
  return async (url, init) => {
    const response = await send(url, init)
    if (response.status === 407) throw proxyRefusal(407)
    return response
  }
}
