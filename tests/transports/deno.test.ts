import { afterAll } from 'vitest'
import { makeCertificates } from './certificates.ts'
import { runContractIn } from './child.ts'
import { reportOutcomes } from './contract-of.ts'
import { startContractServers } from './contract-servers.ts'
import { type ProxyHarness, proxyContract } from './proxy-contract.ts'
import { startProxyServers } from './proxy-servers.ts'
import { transportContract } from './transport-contract.ts'

const certificates = await makeCertificates()
const servers = await startContractServers(certificates)
const proxyServers = await startProxyServers(certificates)
afterAll(() => Promise.all([servers.close(), proxyServers.close()]))
const { addresses } = servers
const { addresses: proxies } = proxyServers

/** Runs the contracts in Deno with these permissions; without `limits` it is `nodeTransport` that is run. */
async function runInDeno(
  title: string,
  permissions: string[],
  limits?: Partial<ProxyHarness>,
): Promise<void> {
  const command = ['deno', 'run', '--no-prompt', '--allow-net=127.0.0.1,localhost', ...permissions]
  reportOutcomes(
    title,
    (runner) => {
      const never = { open: () => () => Promise.reject(), print: String }
      transportContract({ ...runner, ...never, addresses, ownsConnections: true })
      proxyContract({ ...runner, ...never, ...limits, addresses: proxies })
    },
    await runContractIn([...command, 'tests/transports/deno-shim.ts'], { addresses, proxies, limits }),
  )
}

await runInDeno('denoTransport in Deno', [], {
  canTrustAnybody: false,
  keepsCredentials: false,
})
await runInDeno('nodeTransport in Deno', ['--allow-env', '--allow-read'])
