import { afterAll } from 'vitest'
import { makeCertificates } from './certificates.ts'
import { runContractIn } from './child.ts'
import { reportOutcomes } from './contract-of.ts'
import { startContractServers } from './contract-servers.ts'
import { transportContract } from './transport-contract.ts'

const { addresses, close } = await startContractServers(await makeCertificates())
afterAll(close)

reportOutcomes(
  'denoTransport in Deno',
  (runner) =>
    transportContract({ ...runner, addresses, open: () => () => Promise.reject(), ownsConnections: true }),
  await runContractIn(
    ['deno', 'run', '--no-prompt', '--allow-net=127.0.0.1', 'tests/transports/deno-shim.ts'],
    addresses,
  ),
)
