import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installedShells } from './cli/shells.ts'
import { installedRedis } from './pacing/redis-server.ts'
import { measureSizes, sizeTable } from './package/sizes.ts'
import { installedChromium } from './runtimes/lanes/installed-chromium.ts'
import { runLanes } from './runtimes/run-lanes.ts'
import { runTool } from './support/tool.ts'

// `npm test`: lint, types, build and site, every test, then the contract of the client in every runtime. Its last line counts
// the steps and the single tests.

/** How many things of a step went well, and how many did not. */
interface Tally {
  readonly passed: number
  readonly failed: number
}

/** The parts of vitest's JSON report that are counted. */
interface TestReport {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[]
}

/** Runs a step that is one thing; its output is worth reading only when it failed. */
async function step(title: string, tool: string, ...args: string[]): Promise<Tally> {
  const start = Date.now()
  const { code, output } = await runTool(tool, args)
  report(title, code === 0, start, output)
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/** What no package of npm brings. Installed before the tests, whose time is not for that. */
async function programs(): Promise<Tally> {
  const start = Date.now()
  try {
    await installedChromium()
    await installedRedis()
    await installedShells()
    report('programs: Chromium, Redis, shells', true, start, '')
    return { passed: 1, failed: 0 }
  } catch (error) {
    report('programs: Chromium, Redis, shells', false, start, String(error))
    return { passed: 0, failed: 1 }
  }
}

async function tests(): Promise<Tally> {
  const start = Date.now()
  const folder = mkdtempSync(join(tmpdir(), 'slack-scim-tests-'))
  try {
    const file = join(folder, 'report.json')
    const { code, output } = await runTool('vitest', [
      'run',
      '--allowOnly=false',
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ])
    const tally = count(file, code)
    report(`tests: ${tally.passed} passed, ${tally.failed} failed`, tally.failed === 0, start, output)
    return tally
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function count(file: string, code: number): Tally {
  let result: TestReport
  try {
    result = JSON.parse(readFileSync(file, 'utf8')) as TestReport
  } catch {
    return { passed: 0, failed: 1 }
  }
  const passed = result.numPassedTests
  // A file that does not load has no tests to fail, and a test that is skipped proves nothing.
  const unloaded = result.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length
  const failed = result.numFailedTests + result.numPendingTests + result.numTodoTests + unloaded
  // Also an error outside of any test, and a run without tests.
  return { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed }
}

function report(title: string, ok: boolean, start: number, output: string): void {
  const seconds = ((Date.now() - start) / 1000).toFixed(1)
  process.stdout.write(`${ok ? 'ok    ' : 'FAILED'} ${title} (${seconds} s)\n`)
  if (!ok) process.stdout.write(`${output.trimEnd()}\n\n`)
}

const tallies = await Promise.all([
  step('lint', 'biome', 'ci', '--colors=off', '.'),
  step('types of src: web APIs only', 'tsc', '-p', 'src'),
  step('types of everything', 'tsc', '-p', '.'),
])
tallies.push(
  ...(await Promise.all([
    step('build', 'unbuild'),
    step('site: every page, no dead link', 'node', 'scripts/site/main.ts'),
  ])),
)
tallies.push(await programs())
tallies.push(await tests())
process.stdout.write(`\n${sizeTable(await measureSizes())}\n`)
tallies.push(await runLanes([], (line) => process.stdout.write(`${line}\n`)))
process.stdout.write('\n')

const total = (key: keyof Tally): number => tallies.reduce((sum, tally) => sum + tally[key], 0)
process.stdout.write(`${total('passed')} passed, ${total('failed')} failed\n`)
process.exitCode = total('failed') === 0 ? 0 : 1
