import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SCIM2Client } from '../../src/index.ts'
import { clientContract } from './client-contract.ts'
import { type SCIMMYServer, startSCIMMY } from './scimmy-server.ts'

let server: SCIMMYServer
beforeAll(async () => {
  server = await startSCIMMY()
})
afterAll(() => server.close())

clientContract({
  describe,
  it,
  expect,
  title: 'SCIM 2.0, scimmy on Express',
  version: '2.0',
  isSlack: false,
  open: async () => ({
    client: (options, token = server.token) => new SCIM2Client(token, { baseUrl: server.url, ...options }),
  }),
})
