import { runLanes } from './run-lanes.ts'

// `npm run test:runtimes`: the contract of the client in every runtime, on the packed package.
// Words after it keep the lanes whose runtime or way has one of them: `npm run test:runtimes -- deno bun`.

const { passed, failed } = await runLanes(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`))
process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
process.exitCode = failed === 0 ? 0 : 1
