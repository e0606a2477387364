import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runTool } from '../support/tool.ts'
import { AREAS, type Area } from './areas.ts'
import { isSameMutant, isSurvivor, type Mutant, readMutants } from './report.ts'
import { reasonFor, staleReasons } from './survivors.ts'

// `npm run test:mutation [-- AREA…] [--only FILE] [--all]`: changes one thing at a time in the sources of each area, and runs the
// tests that execute it, in the default world. What no test notices there runs again in every world, if survivors.ts does not
// explain it. What is left is printed; `--all` prints what is explained too. Ends with 1 if a mutant survives that has no reason.
// `--only src/relay/rules.ts` changes one file of an area, or those of a glob; `--concurrency 1` leaves the other cores alone;
// `WORLD` names the only world. A whole run takes hours on two cores.

const { values, positionals } = parseArgs({
  options: {
    all: { type: 'boolean', default: false },
    only: { type: 'string' },
    concurrency: { type: 'string' },
  },
  allowPositionals: true,
})
const names = positionals.length > 0 ? positionals : Object.keys(AREAS)
let unexplained = 0
for (const name of names) {
  const area = AREAS[name]
  if (!area) throw new Error(`there is no area ${name}; there are ${Object.keys(AREAS).join(', ')}`)
  const mutants = await mutate(values.only ? { ...area, mutate: [values.only] } : area)
  const survived = await inEveryWorld(area, mutants.filter(isSurvivor))
  for (const mutant of survived) {
    const reason = reasonFor(mutant)
    if (reason === undefined) unexplained++
    if (reason === undefined || values.all) print(mutant, reason)
  }
  for (const stale of staleReasons(survived, mutants)) console.log(`not needed in survivors.ts: ${stale}`)
  const explained = survived.filter((mutant) => reasonFor(mutant) !== undefined).length
  console.log(
    `${name}: ${mutants.length} mutants, ${survived.length} survived, ${explained} of them explained\n`,
  )
}
process.exitCode = unexplained === 0 ? 0 : 1

/** Those of the survivors of one world that survive in every world, or that have a reason. */
async function inEveryWorld(area: Area, survivors: readonly Mutant[]): Promise<Mutant[]> {
  const open = survivors.filter((mutant) => reasonFor(mutant) === undefined)
  if (open.length === 0 || process.env.WORLD !== undefined) return [...survivors]
  const ranges = [...new Set(open.map(({ range }) => range))]
  const noticed = (await mutate({ ...area, mutate: ranges }, null)).filter((one) => !isSurvivor(one))
  return survivors.filter((mutant) => !noticed.some((one) => isSameMutant(one, mutant)))
}

/** Runs Stryker over an area. By default in one world, or every mutant would run in eighty. */
async function mutate(
  { mutate: files, tests }: Area,
  world: string | null = process.env.WORLD ?? 'default',
): Promise<Mutant[]> {
  const folder = mkdtempSync(join(tmpdir(), 'slack-scim-mutation-'))
  try {
    const vitest = join(folder, 'vitest.config.ts')
    const report = join(folder, 'report.json')
    const config = join(folder, 'stryker.config.json')
    writeFileSync(
      vitest,
      `export default { root: '.', test: { include: ${JSON.stringify(tests)}, testTimeout: 120_000 } }\n`,
    )
    writeFileSync(config, JSON.stringify(settings(files, vitest, report)))
    const { code, output } = await runTool('stryker', ['run', config], { WORLD: world ?? undefined })
    if (code !== 0) throw new Error(output)
    return readMutants(JSON.parse(readFileSync(report, 'utf8')))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function settings(files: readonly string[], configFile: string, fileName: string): object {
  return {
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile, related: false },
    coverageAnalysis: 'perTest',
    mutate: files,
    ...(values.concurrency && { concurrency: Number(values.concurrency) }),
    // Texts of messages are pinned where a program reads them; the rest is prose.
    mutator: { excludedMutations: ['StringLiteral'] },
    ignorePatterns: ['dist', 'examples/*/node_modules', 'tests/runtimes/next'],
    tempDirName: '.stryker-tmp',
    reporters: ['json'],
    jsonReporter: { fileName },
    timeoutMS: 20_000,
    dryRunTimeoutMinutes: 60,
    cleanTempDir: 'always',
  }
}

function print({ path, line, mutator, original, replacement }: Mutant, reason: string | undefined): void {
  console.log(
    `${path}:${line} ${mutator}\n  - ${original}\n  + ${replacement}${reason ? `\n  ${reason}` : ''}`,
  )
}
