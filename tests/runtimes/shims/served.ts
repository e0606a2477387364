// The emulator's server in the same program: Node, Deno and Bun.
import { createEmulator } from '../../../mocks/index.ts'
import { serveEmulator } from '../../../mocks/server.ts'
import { runAgainst } from '../suite/contract.ts'
import { printReport } from '../suite/print.ts'

const server = await serveEmulator(createEmulator())
printReport(await runAgainst(server))
await server.close()
