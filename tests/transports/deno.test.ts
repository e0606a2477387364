import { afterAll } from 'vitest'
import { makeCertificates } from './certificates.ts'
import { runContractIn } from './child.ts'
import { reportOutcomes } from './contract-of.ts'
import { startContractServers } from './contract-servers.ts'
import { proxyContract } from './proxy-contract.ts'
import { startProxyServers } from './proxy-servers.ts'
import { transportContract } from './transport-contract.ts'

const certificates = await makeCertificates()
const servers = await startContractServers(certificates)
const proxyServers = await startProxyServers(certificates)
afterAll(() => Promise.all([servers.close(), proxyServers.close()]))
const { addresses } = servers
const { addresses: proxies } = proxyServers

reportOutcomes(
  'denoTransport in Deno',
  (runner) => {
    const never = { open: () => () => Promise.reject(), print: String }
    transportContract({ ...runner, ...never, addresses, ownsConnections: true })
    proxyContract({
      ...runner,
      ...never,
      addresses: proxies,
      canTrustAnybody: false,
      keepsCredentials: false,
    })
  },
  await runContractIn(
    ['deno', 'run', '--no-prompt', '--allow-net=127.0.0.1,localhost', 'tests/transports/deno-shim.ts'],
    { addresses, proxies },
  ),
)
