import { afterAll, describe, expect, it } from 'vitest'
import { fetchTransport, SCIMClient } from '../../src/index.ts'
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

describe('an untrusted certificate', () => {
  it.each([
    ['nodeTransport', () => nodeTransport({ proxy: null })],
    ['fetchTransport', () => fetchTransport()],
  ])('is named in the message of %s, with the option that fixes it', async (_name, open) => {
    const baseUrl = `${addresses.https}/`
    const scim = new SCIMClient('xoxp-1', { transport: open(), baseUrl, retryHandlers: [] })
    await expect(scim.readUser('U1')).rejects.toMatchObject({
      code: 'connection_error',
      applied: 'no',
      message: expect.stringMatching(/(DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)\w+: .*tls\.ca/),
    })
  })
})
