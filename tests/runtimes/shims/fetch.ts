// The client as it is, on the global `fetch`: Node, Deno and Bun.
import { runAgainst } from '../suite/contract.ts'
import { printReport } from '../suite/print.ts'
import { serviceOfProgram } from '../suite/service-of-program.ts'

printReport(await runAgainst(serviceOfProgram()))
