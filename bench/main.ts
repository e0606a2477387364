import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { chain } from './chain.ts'
import { chart, SCHEMES } from './chart.ts'
import { cli } from './cli.ts'
import { cold } from './cold.ts'
import { emulator } from './emulator.ts'
import { filters } from './filters.ts'
import { http } from './http.ts'
import { pacing } from './pacing.ts'
import { patches } from './patches.ts'
import { provisioning } from './provisioning.ts'
import type { Report } from './report.ts'
import { size } from './size.ts'
import { walk } from './walk.ts'

// `npm run bench -- [part …] [--json FILE] [--chart FOLDER]`: figures of this machine now; the ratios are what counts.

const parts: Readonly<Record<string, () => Promise<string | Report>>> = {
  http,
  walk,
  chain,
  size,
  cold,
  emulator,
  filters,
  patches,
  pacing,
  provisioning,
  cli,
}
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, chart: { type: 'string' } },
})
const unknown = positionals.find((name) => !Object.hasOwn(parts, name))
if (unknown) {
  console.error(`There is no bench '${unknown}'; there are ${Object.keys(parts).join(', ')}.`)
  process.exitCode = 1
} else {
  const machine = {
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    processors: availableParallelism(),
  }
  console.log(`Node ${machine.node}, ${machine.platform}, ${machine.processors} processors`)
  const reports: Record<string, Report> = {}
  for (const [name, run] of Object.entries(parts)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue
    const report = await run()
    reports[name] = typeof report === 'string' ? { text: report, data: undefined } : report
    console.log(`\n${reports[name].text}`)
  }
  if (values.json) writeFileSync(values.json, `${JSON.stringify({ machine, parts: reports }, null, 2)}\n`)
  const drawn = reports.http?.data as Parameters<typeof chart>[0] | undefined
  if (values.chart && drawn) {
    mkdirSync(values.chart, { recursive: true })
    for (const [name, scheme] of Object.entries(SCHEMES))
      writeFileSync(`${values.chart}/performance-${name}.svg`, chart(drawn, scheme))
  }
}
