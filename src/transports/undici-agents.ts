import type { Agent, buildConnector } from 'undici'
import { SCIMConnectionError } from '../errors/connection-error.ts'
import type { ProxyAddress } from './proxy-address.ts'
import type { TLSOptions } from './proxy-options.ts'
import { proxyRefusal } from './proxy-refusal.ts'
import type { Undici } from './undici.ts'

export type { Agent }

type Connector = buildConnector.connector

/**
 * Functions that end the connections being established. undici opens one for a request, and does not stop
 * when the request is aborted.
 */
export type Connecting = Set<() => void>

/** Milliseconds for a proxy to answer a CONNECT; the same as undici's connect timeout. */
const CONNECT_TIMEOUT = 10_000

/** What the agents of one transport have in common. */
export interface AgentSettings {
  readonly tls: TLSOptions
  readonly connecting: Connecting
}

/** Makes an agent that connects to the service itself. */
export function direct(undici: Undici, { tls, connecting }: AgentSettings): Agent {
  return agent(undici, proven(undici.buildConnector(toConnect(tls)), connecting))
}

/** Agents for a proxy: `http:` is forwarded, `https:` is tunneled. */
export interface Routes {
  readonly forward: Agent
  readonly tunnel: Agent
}

/** Makes the agents that connect through a proxy. */
export function throughProxy(undici: Undici, proxy: ProxyAddress, settings: AgentSettings): Routes {
  const { tls, connecting } = settings
  const { ca, rejectUnauthorized } = tls
  // Without the client certificate, which is for the service only.
  const forward = direct(undici, { tls: { ca, rejectUnauthorized }, connecting })
  const secure = proven(undici.buildConnector(toConnect(tls)), connecting)
  return { forward, tunnel: agent(undici, tunnelConnector({ forward, proxy, secure }, connecting)) }
}

/** An agent without timeouts: those of the client cover the whole response. */
function agent({ Agent }: Undici, connect: Connector): Agent {
  return new Agent({ connect, headersTimeout: 0, bodyTimeout: 0 })
}

/** What a tunnel is made from. */
interface Tunnel {
  /** Connects to the proxy. */
  readonly forward: Agent
  readonly proxy: ProxyAddress
  /** Makes the TLS connection inside the tunnel. */
  readonly secure: Connector
}

/**
 * Connects to the service through a tunnel (RFC 9110 9.3.6). undici's own ProxyAgent is not used: it drops a
 * user name without a password, and has the same message for every refusal.
 */
function tunnelConnector({ forward, proxy, secure }: Tunnel, connecting: Connecting): Connector {
  const { origin, authorization } = proxy
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
