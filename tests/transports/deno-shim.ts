// Run by Deno: the contracts, with what the tests hand over as JSON; prints their outcomes.
import { denoTransport } from '../../src/transports/deno.ts'
import { nodeTransport } from '../../src/transports/node.ts'
import type { ContractAddresses } from './contract-servers.ts'
import { proxyContract } from './proxy-contract.ts'
import type { ProxyAddresses } from './proxy-servers.ts'
import { recordHarness } from './record-harness.ts'
import { transportContract } from './transport-contract.ts'

declare const Deno: { readonly args: readonly string[]; inspect(value: unknown, options: object): string }

const { addresses, proxies, limits } = JSON.parse(Deno.args[0] ?? '') as {
  addresses: ContractAddresses
  proxies: ProxyAddresses
  limits?: object
}
const make = limits ? denoTransport : nodeTransport
const print = (value: unknown): string => Deno.inspect(value, { depth: 10, showHidden: true })
const harness = recordHarness()
transportContract({ ...harness, addresses, open: () => make(), ownsConnections: true })
proxyContract({ ...harness, ...limits, addresses: proxies, open: make, print })
console.log(JSON.stringify(await harness.run()))
