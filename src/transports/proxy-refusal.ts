import { SCIMConnectionError } from '../errors/connection-error.ts'
import type { Transport } from './transport.ts'

/** The proxy's no: nothing went past it. The message says whose it is, and none of what was shown to the proxy. */
export function proxyRefusal(status: number, cause?: unknown): SCIMConnectionError {
  const hint = status === 407 ? ': it wants other credentials than those in its URL' : ''
  return new SCIMConnectionError(`the proxy answered ${status}${hint}`, { applied: 'no', cause })
}

/** Makes an error of a 407, which comes from a proxy only (RFC 9110 15.5.8), as it would be of a refused CONNECT. */
export function refusing407(send: Transport): Transport {
  return async (url, init) => {
    const response = await send(url, init)
    if (response.status === 407) throw proxyRefusal(407)
    return response
  }
}
