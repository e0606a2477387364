import { type Leftovers, leaks, mostConnections, type Task } from './leftovers.ts'
import { RUNTIMES, type Runtime, runIn } from './runtimes.ts'
import { type Service, startService } from './service.ts'
import { applySteps, stepLeaks } from './step-leftovers.ts'

// `npm run test:leaks`: 100,000 calls through one client with one signal in each runtime, some over HTTP, and 10,000
// steps of plans.

const IN_PROCESS = 100_000
const OVER_HTTP = 10_000
const STEPS = 10_000

let found = 0
for (const runtime of Object.keys(RUNTIMES) as Runtime[]) {
  await measure(runtime, { calls: IN_PROCESS, transport: 'stub' })
  await overHTTP(runtime, 'fetch')
  if (runtime === 'node') await overHTTP(runtime, 'node')
}
await measureSteps()
console.log(`${found} leaks`)
process.exitCode = found === 0 ? 0 : 1

async function measureSteps(): Promise<void> {
  const left = await applySteps(STEPS)
  const { listeners, timers, handles, connections, bytes } = left
  const heap = `heap ${bytes < 0 ? '' : '+'}${(bytes / 1000).toFixed(0)} kB`
  console.log(
    `node steps ${STEPS}: listeners ${listeners}, timers ${timers}, ${heap}, files and sockets ${handles}, ${connections} connections made`,
  )
  const problems = stepLeaks(STEPS, left)
  found += problems.length
  for (const problem of problems) console.log(`  LEAK ${problem}`)
}

async function overHTTP(runtime: Runtime, transport: 'fetch' | 'node'): Promise<void> {
  const service = await startService()
  try {
    await measure(runtime, { calls: OVER_HTTP, transport, baseUrl: service.baseUrl }, service)
  } finally {
    await service.close()
  }
}

async function measure(runtime: Runtime, task: Task, service?: Service): Promise<void> {
  const left = await runIn(runtime, task)
  const problems = leaks(task, left)
  if (service && service.made() > mostConnections(task)) problems.push(`${service.made()} connections made`)
  found += problems.length
  console.log(line(runtime, task, left, service))
  for (const problem of problems) console.log(`  LEAK ${problem}`)
}

function line(runtime: Runtime, { calls, transport }: Task, left: Leftovers, service?: Service): string {
  const { listeners, mostListeners, timers, bytes } = left
  const sockets = service ? `, ${service.made()} connections made, ${service.most()} at a time at most` : ''
  const heap = `heap ${bytes < 0 ? '' : '+'}${(bytes / 1000).toFixed(0)} kB`
  const told = `listeners ${listeners} (at most ${mostListeners}), timers ${timers}, ${heap}${sockets}`
  return `${runtime} ${transport.padEnd(5)} ${String(calls).padStart(6)} calls: ${told}`
}
