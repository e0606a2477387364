// msw 3 where its server intercepts nothing, Deno and Bun, with an interceptor of fetch that is named.
import { exit } from 'node:process'
import { FetchInterceptor } from '@mswjs/interceptors/fetch/web'
import { defineNetwork, InterceptorSource } from 'msw/experimental'
import { createEmulator } from '../../../mocks/index.ts'
import { scimHandlers } from '../../../mocks/msw.ts'
import { runAgainst } from '../suite/contract.ts'
import { printReport } from '../suite/print.ts'

const emulator = createEmulator()
const network = defineNetwork({
  sources: [new InterceptorSource({ interceptors: [new FetchInterceptor()] })],
  handlers: scimHandlers(emulator, { fetchIsIntercepted: true }),
  onUnhandledFrame: 'error',
})
await network.enable()
printReport(await runAgainst({ url: emulator.baseUrl, token: emulator.token }))
await network.disable()
// msw opens a BroadcastChannel while it loads, which keeps Deno running.
exit()
