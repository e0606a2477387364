import { build } from 'esbuild'
import { afterAll, expect, it } from 'vitest'
import { installedNode } from '../runtimes/lanes/installed-node.ts'
import { NODE_VERSIONS } from '../runtimes/lanes/node.ts'
import { ROOT } from '../support/tool.ts'
import { makeCertificates } from './certificates.ts'
import { runChild, runContractIn } from './child.ts'
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

// Node 20 reads no TypeScript. It stands where the packages that it imports are found.
const shim = `${ROOT}node_modules/.cache/slack-scim/node-shim.mjs`
await build({
  entryPoints: [`${ROOT}tests/transports/node-shim.ts`],
  outfile: shim,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
})

for (const version of NODE_VERSIONS) {
  const program = await installedNode(version)
  const { stdout } = await runChild([program, '--version'])
  it(`runs in Node ${version}`, () => expect(stdout.trim()).toBe(`v${version}`))
  reportOutcomes(
    `nodeTransport in Node ${version}`,
    (runner) => {
      const never = { open: () => () => Promise.reject(), print: String }
      transportContract({ ...runner, ...never, addresses, ownsConnections: true })
      proxyContract({ ...runner, ...never, addresses: proxies })
    },
    await runContractIn([program, shim], { addresses, proxies }),
  )
}
