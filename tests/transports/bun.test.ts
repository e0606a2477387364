import { afterAll } from 'vitest'
import { makeCertificates } from './certificates.ts'
import { runContractIn } from './child.ts'
import { reportOutcomes } from './contract-of.ts'
import { startContractServers } from './contract-servers.ts'
import { transportContract } from './transport-contract.ts'

const { addresses, close } = await startContractServers(await makeCertificates())
afterAll(close)

reportOutcomes(
  'bunTransport in Bun',
  (runner) => transportContract({ ...runner, addresses, open: () => () => Promise.reject() }),
  await runContractIn(['bun', 'tests/transports/bun-shim.ts'], addresses),
)
