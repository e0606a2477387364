import { Agent, buildConnector } from 'undici'
import { SCIMConnectionError } from '../errors/connection-error.ts'
import type { ProxyAddress } from './proxy-address.ts'
import type { TLSOptions } from './proxy-options.ts'
import { proxyRefusal } from './proxy-refusal.ts'

export type { Agent }

type Connector = buildConnector.connector

/**
 * Functions that end the connections being established. undici opens one for a request, and does not stop
 * when the request is aborted.
 */
export type Connecting = Set<() => void>

/** Milliseconds for a proxy to answer a CONNECT; the same as undici's connect timeout. */
const CONNECT_TIMEOUT = 10_000

/** An agent without timeouts: those of the client cover the whole response. */
export function agent(connect: Connector): Agent {
  return new Agent({ connect, headersTimeout: 0, bodyTimeout: 0 })
}

/** Connects to the service itself. */
export function direct(tls: TLSOptions, connecting: Connecting): Connector {
  return proven(buildConnector(toConnect(tls)), connecting)
}

/** Connects to a proxy, without the client certificate, which is for the service only. */
export function toProxy({ ca, rejectUnauthorized }: TLSOptions, connecting: Connecting): Connector {
  return proven(buildConnector(toConnect({ ca, rejectUnauthorized })), connecting)
}

/** What a tunnel is made from. */
export interface Tunnel {
  /** Connects to the proxy. */
  readonly forward: Agent
  readonly proxy: ProxyAddress
  readonly tls: TLSOptions
}

/**
 * Connects to the service through a tunnel (RFC 9110 9.3.6). undici's own ProxyAgent is not used: it drops a
 * user name without a password, and has the same message for every refusal.
 */
export function throughTunnel({ forward, proxy, tls }: Tunnel, connecting: Connecting): Connector {
  const { origin, authorization } = proxy
  const secure = proven(buildConnector(toConnect(tls)), connecting)
  return proven((options, callback) => {
    const { host = options.hostname } = options
    const authority = /:\d+$/.test(host) ? host : `${host}:443`
    const headers = { host: authority, ...(authorization && { 'proxy-authorization': authorization }) }
    const controller = new AbortController()
    const end = (): void => controller.abort()
    connecting.add(end)
    // A variable, because undici's type of CONNECT lacks the timeouts.
    const request = {
      origin,
      path: authority,
      headers,
      headersTimeout: CONNECT_TIMEOUT,
      signal: controller.signal,
    }
    forward
      .connect(request)
      .finally(() => connecting.delete(end))
      .then(
        ({ socket, statusCode }) => {
          if (statusCode >= 200 && statusCode < 300) {
            // Typed as a Duplex, but always a socket.
            return secure({ ...options, httpSocket: socket as never }, callback)
          }
          socket.on('error', () => {}).destroy()
          callback(proxyRefusal(statusCode), null)
        },
        (error) => callback(error, null),
      )
  }, connecting)
}

/** A failed connection proves that no request was sent through it. */
function proven(connect: Connector, connecting: Connecting): Connector {
  return (options, callback) => {
    let socket: Destroyable | undefined
    // Destroyed with an error, because undici waits for one.
    const end = (): void =>
      void socket?.destroy(new Error('the request that needed this connection has ended'))
    connecting.add(end)
    const fail = (cause: Error): void => {
      options.httpSocket?.destroy()
      const message = `cannot connect to ${options.host ?? options.hostname}`
      // After some codes undici retries forever; this error has another code.
      callback(
        cause instanceof SCIMConnectionError
          ? cause
          : new SCIMConnectionError(message, { applied: 'no', cause }),
        null,
      )
    }
    try {
      // Typed as void; undici's connectors return the socket, the tunnel's does not.
      socket = connect(options, (...result) => {
        connecting.delete(end)
        return result[0] ? fail(result[0]) : callback(...result)
      }) as Destroyable | undefined
    } catch (error) {
      // undici throws an unreadable certificate instead of passing it to the callback.
      connecting.delete(end)
      fail(error as Error)
    }
  }
}

interface Destroyable {
  destroy(error: Error): unknown
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
