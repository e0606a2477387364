import { SCIMConfigurationError } from '../errors/configuration-error.ts'

/** Each option with its type: a `typeof`, or a method that it, or each element of the list, must have. */
const SHARED = 'timeout:number deadline:number headers:object middleware:handle '
const CLIENT =
  'baseUrl:string userAgentPrefix:string userAgentSuffix:string retryHandlers:canRetry maxRetryWait:number ' +
  'transport:function fetch:function logger:object onEvent:function validation:object strictFilters:boolean ' +
  'allowInsecureHttp:boolean clock:now pacer:acquire'

/** A stage that does not exist would be the other one, and a handler without a count would never be asked. */
function isSound(one: { stage?: unknown; maxRetryCount?: unknown }, type: string): boolean {
  if (type === 'handle') return /^(undefined|call|attempt)$/.test(String(one.stage))
  return type !== 'canRetry' || typeof one.maxRetryCount === 'number'
}

function check(options: object, table: string): void {
  if (typeof options !== 'object' || options === null)
    throw new SCIMConfigurationError('the options must be an object')
  for (const [name, value] of Object.entries(options)) {
    const type = table
      .split(' ')
      .find((entry) => entry.startsWith(`${name}:`))
      ?.slice(name.length + 1)
    if (type === undefined) {
      const hint = /^(proxy|ssl|tls)$/.test(name)
        ? "is set on a transport, such as nodeTransport of 'slack-scim/node'"
        : `is unknown, there are ${table.replace(/:\w*/g, '')}`
      throw new SCIMConfigurationError(`option '${name}' ${hint}`)
    }
    const isMethod = /^(handle|canRetry|addEventListener|now|acquire)$/.test(type)
    const isList = type === 'handle' || type === 'canRetry'
    const fits = isMethod
      ? (isList ? Array.isArray(value) : true) &&
        [value].flat().every((one) => typeof one?.[type] === 'function' && isSound(one, type))
      : type === '' ||
        (value !== null && typeof value === type && (type !== 'number' || (value as number) >= 0))
    if (value === undefined || fits) continue
    const expected = isMethod
      ? `${isList ? 'a list of objects' : 'an object'} with ${type}()`
      : `a ${type}${type === 'number' ? ' of milliseconds' : ''}`
    throw new SCIMConfigurationError(`option '${name}' must be ${expected}`)
  }
}

/** @throws {@link SCIMConfigurationError} for an unknown key, a value of the wrong type, `fetch` beside `transport` */
export function checkClientOptions(options: {
  readonly fetch?: unknown
  readonly transport?: unknown
}): void {
  check(options, SHARED + CLIENT)
  if (options.fetch && options.transport)
    throw new SCIMConfigurationError("give 'fetch' or 'transport', not both")
}

/** @throws {@link SCIMConfigurationError} for an unknown key or a value of the wrong type */
export function checkCallOptions(options: object): void {
  check(options, `${SHARED}signal:addEventListener token:`)
}
