import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import type { Report } from './report.ts'

// `npm run bench -- [part …] [--json FILE] [--publish] [--original FOLDER]`: figures of this machine now; the ratios are
// what counts.

interface Options {
  readonly original?: string | undefined
}

const parts: Readonly<Record<string, (options: Options) => Promise<string | Report>>> = {
  http: async (options) => (await import('./http.ts')).http(options),
  walk: async () => (await import('./walk.ts')).walk(),
  chain: async () => (await import('./chain.ts')).chain(),
  size: async () => (await import('./size.ts')).size(),
  cold: async () => (await import('./cold.ts')).cold(),
  emulator: async () => (await import('./emulator.ts')).emulator(),
  filters: async () => (await import('./filters.ts')).filters(),
  patches: async () => (await import('./patches.ts')).patches(),
  pacing: async () => (await import('./pacing.ts')).pacing(),
  provisioning: async () => (await import('./provisioning.ts')).provisioning(),
  cli: async () => (await import('./cli.ts')).cli(),
}
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, publish: { type: 'boolean' }, original: { type: 'string' } },
})
const unknown = positionals.find((name) => !Object.hasOwn(parts, name))
if (unknown) {
  console.error(`There is no bench '${unknown}'; there are ${Object.keys(parts).join(', ')}.`)
  process.exitCode = 1
} else {
  await run().catch((error: unknown) => {
    if (Object(Object(error).cause).code !== 'ERR_MODULE_NOT_FOUND') throw error
    console.error((error as Error).message)
    process.exitCode = 1
  })
}

async function run(): Promise<void> {
  const machine = {
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    processors: availableParallelism(),
  }
  console.log(`Node ${machine.node}, ${machine.platform}, ${machine.processors} processors`)
  const reports: Record<string, Report> = {}
  for (const [name, measure] of Object.entries(parts)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue
    const report = await measure(values)
    reports[name] = typeof report === 'string' ? { text: report, data: undefined } : report
    console.log(`\n${reports[name].text}`)
  }
  if (values.json) writeFileSync(values.json, `${JSON.stringify({ machine, parts: reports }, null, 2)}\n`)
  if (values.publish) (await import('./publish.ts')).publish(machine, reports)
}
