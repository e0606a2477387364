import { endAll } from '../package/project.ts'
import type { Lane } from './lane.ts'
import { LANES } from './lanes/index.ts'
import { contractSize, type Report } from './suite/contract.ts'

/** How many tests held, over all lanes, and how many did not. */
export interface Tally {
  readonly passed: number
  readonly failed: number
}

/** Two lanes at a time: most of them wait for what they start, or for npm. */
const AT_ONCE = 2

/**
 * Runs lanes and writes a row for each, in their order, then what failed.
 *
 * @param words - keep the lanes whose name has one of these; default all
 * @param write - is given each line
 * @returns the counts; a lane that could not be run, or that left tests out, has failed
 */
export async function runLanes(words: readonly string[], write: (line: string) => void): Promise<Tally> {
  const lanes = LANES.filter(({ runtime, way }) => {
    const name = `${runtime} ${way}`.toLowerCase()
    return words.length === 0 || words.some((word) => name.includes(word.toLowerCase()))
  })
  const queue = lanes.map((lane) => ({ lane, result: deferred<Result>() }))
  const waiting = queue.values()
  const worker = async (): Promise<void> => {
    for (const { lane, result } of waiting) result.resolve(await runLane(lane))
  }
  const workers = Promise.all(Array.from({ length: AT_ONCE }, worker))
  write(row('runtime', 'way', 'passed', 'failed', 'seconds'))
  const failures: string[] = []
  let passed = 0
  let failed = 0
  for (const { lane, result } of queue) {
    const { runtime, tally, seconds, problems } = await result.promise
    passed += tally.passed
    failed += tally.failed
    write(row(runtime, lane.way, `${tally.passed}`, `${tally.failed}`, seconds.toFixed(1)))
    if (lane.leftOut) write(`  but for '${lane.leftOut.title}': ${lane.leftOut.reason}`)
    failures.push(...problems.map((problem) => `${lane.runtime}, ${lane.way}: ${problem}`))
  }
  await workers
  endAll()
  for (const failure of failures) write(`\n${failure}`)
  return { passed, failed }
}

interface Result {
  /** With its version, as far as it is known before only from what ran. */
  readonly runtime: string
  readonly tally: Tally
  readonly seconds: number
  readonly problems: readonly string[]
}

async function runLane(lane: Lane): Promise<Result> {
  const start = Date.now()
  const { runtime, passed, problems } = await lane.run().then(
    (report) => ({
      runtime: lane.saysItIs ? lane.runtime : report.runtime,
      passed: report.passed,
      problems: problemsOf(lane, report),
    }),
    (error: unknown) => ({
      runtime: lane.runtime,
      passed: 0,
      problems: [error instanceof Error ? error.message : String(error)],
    }),
  )
  const seconds = (Date.now() - start) / 1000
  return { runtime, tally: { passed, failed: problems.length }, seconds, problems }
}

/** What is wrong with a report, tests left out and another runtime among it. */
export function problemsOf({ runtime, saysItIs = runtime, leftOut }: Lane, report: Report): string[] {
  const problems = report.failures.map(({ title, message }) => `${title}\n  ${message}`)
  const count = report.passed + report.failures.length
  const size = contractSize(leftOut ? [leftOut.title] : [])
  if (count !== size) problems.push(`ran ${count} tests of ${size}`)
  if (!report.runtime.startsWith(saysItIs)) problems.push(`ran in ${report.runtime}, not in ${saysItIs}`)
  return problems
}

function row(runtime: string, way: string, ...numbers: readonly string[]): string {
  return `${runtime.padEnd(28)}${way.padEnd(60)}${numbers.map((text) => text.padStart(8)).join('')}`
}

function deferred<T>(): { readonly promise: Promise<T>; resolve(value: T): void } {
  let resolve: (value: T) => void = () => {}
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
