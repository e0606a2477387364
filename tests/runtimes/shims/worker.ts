// The client in a Worker with no compatibility flag, on the global `fetch`, on a binding, or on an emulator inside.

import { createEmulator } from '../../../mocks/index.ts'
import { workersTransport } from '../../../src/transports/workers.ts'
import { type Report, runAgainst, type Service } from '../suite/contract.ts'

interface Environment {
  readonly SERVICE: Service
  readonly SLACK: { fetch(url: string, init: RequestInit): Promise<Response> }
}

const WAYS: Readonly<Record<string, (env: Environment) => Promise<Report>>> = {
  '/fetch': ({ SERVICE }) => runAgainst(SERVICE),
  '/binding': ({ SERVICE, SLACK }) =>
    runAgainst(SERVICE, { transport: workersTransport({ binding: SLACK }) }),
  '/emulator': () => {
    const emulator = createEmulator()
    return runAgainst({ url: emulator.baseUrl, token: emulator.token }, { fetch: emulator.fetch })
  },
}

export default {
  async fetch(request: Request, env: Environment): Promise<Response> {
    const run = WAYS[new URL(request.url).pathname]
    return run ? Response.json(await run(env)) : new Response('no such way', { status: 404 })
  },
}
