/** Asks for a variable; `undefined` if it is not set, or not to be read. */
export type ReadVariable = (name: string) => string | undefined

/** In this order, for `http:` and `https:` alike, as Slack's Python SDK reads them. */
const PROXY_VARIABLES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'] as const

/** The lower-case one first, as in curl. */
const NO_PROXY_VARIABLES = ['no_proxy', 'NO_PROXY'] as const

/** A variable that is set, and its value. */
export interface Variable {
  readonly name: string
  readonly value: string
}

/** The proxy that the environment names: the first variable that is not empty; blanks in it mean none. */
export function proxyVariable(read: ReadVariable): Variable | undefined {
  const variable = firstSet(PROXY_VARIABLES, read)
  return variable?.value.trim() ? variable : undefined
}

/** What the environment exempts from the proxy; empty if nothing. */
export function noProxyVariable(read: ReadVariable): string {
  return firstSet(NO_PROXY_VARIABLES, read)?.value ?? ''
}

/** All that the environment exempts in either spelling: runtimes differ in which they read first. */
export function noProxyVariables(read: ReadVariable): readonly string[] {
  return NO_PROXY_VARIABLES.map((name) => read(name) ?? '')
}

/** A variable by which a runtime that reads the environment by itself would find a proxy. */
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
