// msw 3 where its server intercepts nothing, Deno and Bun: the handlers say so, and what they name instead works.
import { exit } from 'node:process'
import { createEmulator, EmulatorError, interceptFetch } from '../../../mocks/index.ts'
import { scimHandlers } from '../../../mocks/msw.ts'
import { runAgainst } from '../suite/contract.ts'
import { printReport } from '../suite/print.ts'

const emulator = createEmulator()
try {
  scimHandlers(emulator)
  throw new Error('scimHandlers takes a version of msw that intercepts nothing here.')
} catch (error) {
  if (!(error instanceof EmulatorError && error.message.includes('interceptFetch'))) throw error
}
const restore = interceptFetch(emulator)
printReport(await runAgainst({ url: emulator.baseUrl, token: emulator.token }))
restore()
// msw opens a BroadcastChannel while it loads, which keeps Deno running.
exit()
