// Run by Bun: the contracts, with what the tests hand over as JSON.
import { bunTransport } from '../../src/adapters/bun.ts'
import type { ContractAddresses } from './contract-servers.ts'
import { recordHarness } from './record-harness.ts'
import { transportContract } from './transport-contract.ts'

const addresses = JSON.parse(process.argv[2] ?? '') as ContractAddresses
const harness = recordHarness()
transportContract({ ...harness, addresses, open: () => bunTransport() })
console.log(JSON.stringify(await harness.run()))
