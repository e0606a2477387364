// The client on `slack-scim/bun`.
import { bunTransport } from '../../../src/transports/bun.ts'
import { runAgainst } from '../suite/contract.ts'
import { printReport } from '../suite/print.ts'
import { serviceOfProgram } from '../suite/service-of-program.ts'

printReport(await runAgainst(serviceOfProgram(), { transport: bunTransport() }))
