import { SCIMClient, type SCIMClientOptions, settle } from '../../../src/index.ts'
import { nodeTransport } from '../../../src/transports/node.ts'

/** A call of the original client, as the vectors describe it. */
export interface PythonCall {
  readonly ctor: Readonly<Record<string, unknown>>
  readonly method: string
  readonly args: readonly unknown[]
  readonly kwargs: Readonly<Record<string, unknown>>
}

const camel = (key: string): string =>
  key.startsWith('urn:') ? key : key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** A Python value in our terms: models are plain objects, `NotGiven` is undefined, keys are camel case at every depth. */
export function translate(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(translate)
  if (typeof value !== 'object' || value === null) return value
  const [first] = Object.keys(value)
  const inner = (value as Record<string, unknown>)[first ?? '']
  if (first === '$NotGiven') return undefined
  if (first === '$surrogate') return JSON.parse(`"${inner}"`)
  if (first === '$bytes') return new TextEncoder().encode(String(inner))
  if (first === '$nan') return Number.NaN
  if (first?.startsWith('$')) return translate(inner)
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [camel(key), translate(child)]))
}

const CONSTRUCTOR: Readonly<Record<string, string>> = {
  base_url: 'baseUrl',
  default_headers: 'headers',
  user_agent_prefix: 'userAgentPrefix',
  user_agent_suffix: 'userAgentSuffix',
  retry_handlers: 'retryHandlers',
  timeout: 'timeout',
}

/** Our client for a Python constructor call, without retries as in the recordings. */
export function clientFor(
  ctor: PythonCall['ctor'],
  origin: string,
  more: SCIMClientOptions = {},
): SCIMClient {
  const options: Record<string, unknown> = {
    baseUrl: `${origin}/scim/v1/`,
    timeout: 5000,
    retryHandlers: [],
    ...more,
  }
  for (const [key, value] of Object.entries(ctor)) {
    const name = CONSTRUCTOR[key]
    if (name) options[name] = typeof value === 'string' ? value.replaceAll('{{ORIGIN}}', origin) : value
  }
  const { proxy } = ctor
  if (typeof proxy === 'string') {
    options.transport = nodeTransport({ proxy: proxy.replaceAll('{{PORT}}', new URL(origin).port) })
    // The original has no objection to http:, and the recordings use a host that no resolver knows.
    options.allowInsecureHttp = true
  }
  return new SCIMClient((ctor.token as string | undefined) ?? 'xoxp-test', options)
}

/** Makes the same call on our client. */
export async function replay(scim: SCIMClient, { method, args, kwargs }: PythonCall): Promise<unknown> {
  if (method === 'api_call') {
    const { http_verb, path, query_params, body_params, headers } = kwargs
    return settle(
      scim.apiCall({ method: http_verb, path, query: query_params, body: body_params, headers } as never),
    )
  }
  const name = camel(method) as keyof SCIMClient
  const operation = scim[name] as unknown as (...args: unknown[]) => PromiseLike<never>
  if (method.startsWith('search_')) {
    // The original takes no positional arguments, and needs count and start_index.
    const { start_index: startIndex, ...rest } = kwargs
    const params = Object.entries({ ...rest, startIndex }).filter(
      ([, value]) => value !== null && value !== undefined,
    )
    return settle(operation.call(scim, ...(args.length > 0 ? args : [Object.fromEntries(params)])))
  }
  return settle(operation.call(scim, ...args.map(translate)))
}
