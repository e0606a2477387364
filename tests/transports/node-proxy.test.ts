import { inspect } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { nodeTransport } from '../../src/transports/node.ts'
import { makeCertificates } from './certificates.ts'
import { proxyContract } from './proxy-contract.ts'
import { startProxyServers } from './proxy-servers.ts'

const { addresses, close } = await startProxyServers(await makeCertificates())
afterAll(close)

describe('nodeTransport', () => {
  const print = (value: unknown): string => inspect(value, { depth: 10, showHidden: true })
  proxyContract({ it, expect, addresses, open: nodeTransport, print })
})
