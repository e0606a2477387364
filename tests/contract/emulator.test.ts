import { describe, expect, it } from 'vitest'
import { createEmulator } from '../../mocks/index.ts'
import { serveEmulator } from '../../mocks/server.ts'
import { SCIM2Client, SCIMClient } from '../../src/index.ts'
import { clientContract } from './client-contract.ts'

const DIALECTS = [
  { version: '1.1', segment: 'v1', Client: SCIMClient },
  { version: '2.0', segment: 'v2', Client: SCIM2Client },
] as const

for (const { version, segment, Client } of DIALECTS) {
  const runner = { describe, it, expect, version, isSlack: true }

  clientContract({
    ...runner,
    title: `SCIM ${version}, the emulator in process`,
    open: async () => {
      const { token: valid, transport } = createEmulator()
      return { client: (options, token = valid) => new Client(token, { transport, ...options }) }
    },
  })

  clientContract({
    ...runner,
    title: `SCIM ${version}, the emulator over HTTP`,
    open: async () => {
      const server = await serveEmulator(createEmulator())
      return {
        client: (options, token = server.token) =>
          new Client(token, { baseUrl: `${server.url}${segment}/`, ...options }),
        close: () => server.close(),
      }
    },
  })
}
