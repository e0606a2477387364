import { Agent, buildConnector } from 'undici'
import { SCIMConnectionError } from '../errors/connection-error.ts'
import type { ProxyAddress } from './proxy-address.ts'
import type { TLSOptions } from './proxy-options.ts'
import { proxyRefusal } from './proxy-refusal.ts'

type Connector = buildConnector.connector

/** Milliseconds for a proxy to answer a CONNECT; as long as undici waits for a connection. */
const CONNECT_TIMEOUT = 10_000

/** An agent whose only clock is the caller's: the client's time-outs reach to the last byte. */
export function agent(connect: Connector): Agent {
  return new Agent({ connect, headersTimeout: 0, bodyTimeout: 0 })
}

/** Connects to the service itself. */
export function direct(tls: TLSOptions): Connector {
  return proven(buildConnector(toConnect(tls)))
}

/** Connects to a proxy, which is not shown our certificate: that is meant for the service. */
export function toProxy({ ca, rejectUnauthorized }: TLSOptions): Connector {
  return proven(buildConnector(toConnect({ ca, rejectUnauthorized })))
}

/**
 * Connects to the service through a tunnel (RFC 9110 9.3.6). undici's own ProxyAgent is not used: it drops a user
 * name without a password, and makes one text of every refusal.
 *
 * @param agent - connects to the proxy
 * @param closing - ends a CONNECT that the proxy leaves unanswered
 */
export function throughTunnel(
  agent: Agent,
  proxy: ProxyAddress,
  tls: TLSOptions,
  closing: AbortSignal,
): Connector {
  const secure = buildConnector(toConnect(tls))
  const connect: Connector = (options, callback) => {
    const { host = options.hostname } = options
    const authority = /:\d+$/.test(host) ? host : `${host}:443`
    const { authorization } = proxy
    const request = {
      origin: proxy.origin,
      path: authority,
      headers: { host: authority, ...(authorization && { 'proxy-authorization': authorization }) },
      headersTimeout: CONNECT_TIMEOUT,
      signal: closing,
    }
    agent.connect(request).then(
      ({ socket, statusCode }) => {
        if (statusCode >= 200 && statusCode < 300) {
          try {
            // Typed as a Duplex, and a socket always.
            return void secure({ ...options, httpSocket: socket as never }, callback)
          } catch (error) {
            // A certificate that OpenSSL cannot read is thrown, not given to the callback.
            socket.destroy()
            return callback(error as Error, null)
          }
        }
        socket.on('error', () => {}).destroy()
        callback(proxyRefusal(statusCode), null)
      },
      (error) => callback(error, null),
    )
  }
  return proven(connect)
}

/** Whatever keeps a connection from being made is proof that no request was sent through it. */
function proven(connect: Connector): Connector {
  return (options, callback) => {
    const fail = (cause: Error): void => {
      const { host, hostname } = options
      const message = `cannot connect to ${host ?? hostname}`
      // undici would try again for ever after some codes of its own; this error has another.
      callback(
        cause instanceof SCIMConnectionError
          ? cause
          : new SCIMConnectionError(message, { applied: 'no', cause }),
        null,
      )
    }
    try {
      return connect(options, (...result) => (result[0] ? fail(result[0]) : callback(...result)))
    } catch (error) {
      return fail(error as Error)
    }
  }
}

function toConnect({ ca, cert, key, rejectUnauthorized }: TLSOptions): buildConnector.BuildOptions {
  return {
    ...(ca !== undefined && { ca: [ca].flat() }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
    ...(rejectUnauthorized !== undefined && { rejectUnauthorized }),
    allowH2: false,
  }
}
