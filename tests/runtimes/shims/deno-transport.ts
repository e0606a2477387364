// The client on `slack-scim/deno`.
import { denoTransport } from '../../../src/transports/deno.ts'
import { runAgainst } from '../suite/contract.ts'
import { printReport } from '../suite/print.ts'
import { serviceOfProgram } from '../suite/service-of-program.ts'

const transport = denoTransport()
printReport(await runAgainst(serviceOfProgram(), { transport }))
await transport.close()
