import { SCIMConfigurationError } from '../errors/configuration-error.ts'
import { bypassesProxy } from './no-proxy.ts'
import { type ProxyAddress, parseProxy } from './proxy-address.ts'
import {
  anyProxyVariable,
  noProxyVariable,
  noProxyVariables,
  proxyVariable,
  type ReadVariable,
} from './proxy-environment.ts'
import type { ProxyTransportOptions } from './proxy-options.ts'

/** Returns the proxy for a URL, or `undefined`. */
export type ChooseProxy = (url: URL) => ProxyAddress | undefined

/**
 * Chooses the proxy once: that of the options, or else that of the environment at this moment.
 *
 * @throws {@link SCIMConfigurationError} if the value is not the URL of a proxy
 */
export function chooseProxy(options: ProxyTransportOptions, read: ReadVariable): ChooseProxy {
  const { proxy, noProxy } = options
  const given = proxy?.trim() && { name: "option 'proxy'", value: proxy }
  const source = proxy === undefined ? proxyVariable(read) : given
  if (!source) return () => undefined
  const address = parseProxy(source.value.trim(), source.name)
  const list = noProxy === undefined ? (proxy === undefined ? noProxyVariable(read) : '') : join(noProxy)
  return (url) => (bypassesProxy(url, list) ? undefined : address)
}

/**
 * The same for a runtime whose `fetch` always obeys the environment. If options and environment differ, the
 * runtime would follow the environment, so the call is refused.
 *
 * @throws {@link SCIMConfigurationError} for a URL whose options contradict the environment
 */
export function chooseProxyOver(
  runtime: string,
  options: ProxyTransportOptions,
  read: ReadVariable,
): ChooseProxy {
  const choose = chooseProxy(options, read)
  const exempt = noProxyVariables(read)
  // Without options, the choice follows the environment.
  const isGiven = options.proxy !== undefined || options.noProxy !== undefined
  const variable = isGiven ? anyProxyVariable(read) : undefined
  return (url) => {
    const proxy = choose(url)
    const exempted = exempt.some((list) => bypassesProxy(url, list))
    if (proxy && exempted) refuse(runtime, 'NO_PROXY', 'through the proxy')
    if (!proxy && !exempted && variable) refuse(runtime, variable, 'without a proxy')
    return proxy
  }
}

function refuse(runtime: string, variable: string, how: string): never {
  throw new SCIMConfigurationError(
    `option 'proxy': ${runtime} always obeys the environment variable ${variable}: change the variable to send requests ${how}`,
  )
}

function join(list: string | readonly string[]): string {
  return typeof list === 'string' ? list : list.join(',')
}
