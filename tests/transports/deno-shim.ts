// Run by Deno: the contracts, with what the tests hand over as JSON.
import { denoTransport } from '../../src/adapters/deno.ts'
import type { ContractAddresses } from './contract-servers.ts'
import { recordHarness } from './record-harness.ts'
import { transportContract } from './transport-contract.ts'

declare const Deno: { readonly args: readonly string[] }

const addresses = JSON.parse(Deno.args[0] ?? '') as ContractAddresses
const harness = recordHarness()
transportContract({ ...harness, addresses, open: () => denoTransport(), ownsConnections: true })
console.log(JSON.stringify(await harness.run()))
