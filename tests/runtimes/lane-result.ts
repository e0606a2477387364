import type { Lane } from './lane.ts'
import { contractSize, type Report } from './suite/contract.ts'

/** What came of a lane. */
export interface LaneResult {
  readonly lane: Lane
  /** The name of the runtime, with what is known of its version only from what ran. */
  readonly runtime: string
  readonly passed: number
  /** What is wrong, each in words; none for a lane that is good. */
  readonly problems: readonly string[]
  readonly seconds: number
}

/** Runs a lane; one that cannot be run has failed like any other. */
export async function runLane(lane: Lane): Promise<LaneResult> {
  const start = Date.now()
  const seconds = (): number => (Date.now() - start) / 1000
  try {
    const report = await lane.run()
    const runtime = lane.saysItIs ? lane.runtime : report.runtime
    return { lane, runtime, passed: report.passed, problems: problemsOf(lane, report), seconds: seconds() }
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    return { lane, runtime: lane.runtime, passed: 0, problems: [problem], seconds: seconds() }
  }
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
