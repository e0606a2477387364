// Run by Bun: the contracts, with what the tests hand over as JSON; prints their outcomes.
import { bunTransport } from '../../src/transports/bun.ts'
import type { ContractAddresses } from './contract-servers.ts'
import { proxyContract } from './proxy-contract.ts'
import type { ProxyAddresses } from './proxy-servers.ts'
import { recordHarness } from './record-harness.ts'
import { transportContract } from './transport-contract.ts'

declare const Bun: { inspect(value: unknown, options: object): string }

const { addresses, proxies } = JSON.parse(process.argv[2] ?? '') as {
  addresses: ContractAddresses
  proxies: ProxyAddresses
}
const print = (value: unknown): string => Bun.inspect(value, { depth: 10 })
const harness = recordHarness()
transportContract({ ...harness, addresses, open: () => bunTransport() })
proxyContract({ ...harness, addresses: proxies, open: bunTransport, print })
console.log(JSON.stringify(await harness.run()))
