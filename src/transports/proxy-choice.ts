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

/** Tells through which proxy a URL is reached, if through any. */
export type ChooseProxy = (url: URL) => ProxyAddress | undefined

/**
 * Settles, once, which proxy there is: the one that is given, or else that of the environment as it is now.
 *
 * @throws {@link SCIMConfigurationError} if what is given is no URL of a proxy
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
 * The same for a runtime whose `fetch` reads the environment too, and cannot be told not to: where the options and
 * the environment say different things, it would follow the environment, so that call is refused.
 *
 * @throws {@link SCIMConfigurationError} when asked for such a URL
 */
export function chooseProxyOver(
  runtime: string,
  options: ProxyTransportOptions,
  read: ReadVariable,
): ChooseProxy {
  const choose = chooseProxy(options, read)
  const exempt = noProxyVariables(read)
  // Without options the choice is the environment's own.
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
    `${runtime} obeys ${variable} of its environment whatever the options say: change it there to go ${how}`,
  )
}

function join(list: string | readonly string[]): string {
  return typeof list === 'string' ? list : list.join(',')
}
