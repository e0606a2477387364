// The client on `slack-scim/node`: undici.
import { nodeTransport } from '../../../src/transports/node.ts'
import { runAgainst } from '../suite/contract.ts'
import { printReport } from '../suite/print.ts'
import { serviceOfProgram } from '../suite/service-of-program.ts'

const transport = nodeTransport({ proxy: null })
printReport(await runAgainst(serviceOfProgram(), { transport }))
await transport.close()
