// `slack-scim/mocks/msw` under msw's own server: what it does not intercept would go to the real host.
import { exit } from 'node:process'
import { setupServer } from 'msw/node'
import { createEmulator } from '../../../mocks/index.ts'
import { scimHandlers } from '../../../mocks/msw.ts'
import { runAgainst } from '../suite/contract.ts'
import { printReport } from '../suite/print.ts'

const emulator = createEmulator()
const server = setupServer(...scimHandlers(emulator))
server.listen()
printReport(await runAgainst({ url: emulator.baseUrl, token: emulator.token }))
server.close()
// msw opens a BroadcastChannel while it loads, which keeps Deno running.
exit()
