/** Returns a variable; `undefined` if it is not set, or must not be read. */
export type ReadVariable = (name: string) => string | undefined

/** In the order of Slack's Python SDK, for `http:` and `https:` alike. */
const PROXY_VARIABLES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'] as const

/** Lower case first, as in curl. */
const NO_PROXY_VARIABLES = ['no_proxy', 'NO_PROXY'] as const

/** A variable and its value. */
export interface Variable {
  readonly name: string
  readonly value: string
}

/** Returns the first proxy variable that is not empty; a value of blanks means no proxy. */
export function proxyVariable(read: ReadVariable): Variable | undefined {
  const variable = firstSet(PROXY_VARIABLES, read)
  return variable?.value.trim() ? variable : undefined
}

/** Returns the hosts that the environment exempts from the proxy; empty if none. */
export function noProxyVariable(read: ReadVariable): string {
  return firstSet(NO_PROXY_VARIABLES, read)?.value ?? ''
}

/** Returns both spellings of `NO_PROXY`: runtimes differ in which one they read first. */
export function noProxyVariables(read: ReadVariable): readonly string[] {
  return NO_PROXY_VARIABLES.map((name) => read(name) ?? '')
}

/** Returns the name of a variable from which a runtime would take a proxy. */
export function anyProxyVariable(read: ReadVariable): string | undefined {
  return firstSet([...PROXY_VARIABLES, 'ALL_PROXY', 'all_proxy'], read)?.name
}

function firstSet(names: readonly string[], read: ReadVariable): Variable | undefined {
  for (const name of names) {
    const value = read(name)
    if (value) return { name, value }
  }
  return undefined
}
