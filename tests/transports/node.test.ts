import { afterAll, describe, expect, it } from 'vitest'
import { fetchTransport } from '../../src/index.ts'
import { nodeTransport } from '../../src/transports/node.ts'
import { makeCertificates } from './certificates.ts'
import { startContractServers } from './contract-servers.ts'
import { transportContract } from './transport-contract.ts'

const { addresses, close } = await startContractServers(await makeCertificates())
afterAll(close)

describe('nodeTransport', () => {
  transportContract({
    it,
    expect,
    addresses,
    open: () => nodeTransport({ proxy: null }),
    ownsConnections: true,
  })
})

describe('fetchTransport in Node', () => {
  transportContract({ it, expect, addresses, open: () => fetchTransport() })
})
