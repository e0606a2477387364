import { SCIMConfigurationError } from '../errors/configuration-error.ts'

/** Which transport to use in which runtime. */
const TRANSPORTS = `nodeTransport of 'slack-scim/node' in Node, bunTransport of 'slack-scim/bun' in Bun, \
denoTransport of 'slack-scim/deno' in Deno, or workersTransport of 'slack-scim/workers' with a binding in Cloudflare \
Workers. Elsewhere use the default, fetchTransport, which has no options for proxies and certificates`

/** The error of a transport in a runtime where it cannot work. */
export function elsewhere(name: string, needs: string): SCIMConfigurationError {
  return new SCIMConfigurationError(`${name}: needs ${needs}, which this runtime is not. Use ${TRANSPORTS}.`)
}
