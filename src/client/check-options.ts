import { SCIMConfigurationError } from '../errors/configuration-error.ts'

/** The type of each option: a `typeof`, or for a list the method that each element must have. */
type Types = Readonly<Record<string, string>>

const CALL: Types = {
  signal: 'object',
  timeout: 'number',
  deadline: 'number',
  headers: 'object',
  middleware: 'handle()',
  token: '',
}

const CLIENT: Types = {
  baseUrl: 'string',
  timeout: 'number',
  deadline: 'number',
  headers: 'object',
  userAgentPrefix: 'string',
  userAgentSuffix: 'string',
  retryHandlers: 'canRetry()',
  maxRetryWait: 'number',
  middleware: 'handle()',
  transport: 'function',
  fetch: 'function',
  logger: 'object',
  onEvent: 'function',
  validation: 'object',
  strictFilters: 'boolean',
  allowInsecureHttp: 'boolean',
  clock: 'object',
}

/** Whether a value is of a type of the tables above. A number of milliseconds is never below 0. */
function fits(value: unknown, type: string): boolean {
  if (type === 'number') return typeof value === type && (value as number) >= 0
  if (!type.endsWith('()')) return value !== null && typeof value === type
  const method = type.slice(0, -2)
  return Array.isArray(value) && value.every((one) => typeof one?.[method] === 'function')
}

function check(options: unknown, types: Types): void {
  for (const [name, value] of Object.entries(options ?? {})) {
    const type = Object.hasOwn(types, name) ? types[name] : undefined
    if (type === undefined) {
      const hint = /^(proxy|ssl|tls)$/.test(name)
        ? "set it on a transport: nodeTransport of 'slack-scim/node', or that of '/bun' or '/deno'"
        : `the options are ${Object.keys(types).join(', ')}`
      throw new SCIMConfigurationError(`there is no option '${name}': ${hint}`)
    }
    if (value === undefined || type === '' || fits(value, type)) continue
    const expected = type.endsWith('()') ? `a list of objects with ${type}` : `of type ${type}`
    throw new SCIMConfigurationError(`option '${name}' must be ${expected}`)
  }
}

/** @throws {@link SCIMConfigurationError} for an unknown key, a value of the wrong type, `fetch` beside `transport` */
export function checkClientOptions(options: {
  readonly fetch?: unknown
  readonly transport?: unknown
}): void {
  check(options, CLIENT)
  if (options.fetch && options.transport) {
    throw new SCIMConfigurationError("give 'fetch' or 'transport', not both")
  }
}

/** @throws {@link SCIMConfigurationError} for an unknown key or a value of the wrong type */
export function checkCallOptions(options: object): void {
  check(options, CALL)
}
