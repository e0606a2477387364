// Run by each version of Node, bundled: the contracts, with what the tests hand over as JSON; prints their outcomes.
import { inspect } from 'node:util'
import { nodeTransport } from '../../src/transports/node.ts'
import type { ContractAddresses } from './contract-servers.ts'
import { proxyContract } from './proxy-contract.ts'
import type { ProxyAddresses } from './proxy-servers.ts'
import { recordHarness } from './record-harness.ts'
import { transportContract } from './transport-contract.ts'

const { addresses, proxies } = JSON.parse(process.argv[2] ?? '') as {
  addresses: ContractAddresses
  proxies: ProxyAddresses
}
const print = (value: unknown): string => inspect(value, { depth: 10, showHidden: true })
const harness = recordHarness()
transportContract({
  ...harness,
  addresses,
  open: () => nodeTransport({ proxy: null }),
  ownsConnections: true,
})
proxyContract({ ...harness, addresses: proxies, open: nodeTransport, print })
console.log(JSON.stringify(await harness.run()))
