import { SCIMConfigurationError } from '../errors/configuration-error.ts'

/** What to take, by runtime. */
const TRANSPORTS = `nodeTransport of 'slack-scim/node' in Node, bunTransport of 'slack-scim/bun' in Bun, \
denoTransport of 'slack-scim/deno' in Deno, workersTransport of 'slack-scim/workers' with a binding in Cloudflare \
Workers, and elsewhere the default, fetchTransport, which has neither proxies nor certificates of its own`

/** What a transport says where it cannot work. */
export function elsewhere(name: string, needs: string): SCIMConfigurationError {
  return new SCIMConfigurationError(`${name} needs ${needs}, which is not here. There is ${TRANSPORTS}.`)
}
