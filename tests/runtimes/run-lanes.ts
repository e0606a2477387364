import { endAll } from '../package/project.ts'
import { type LaneResult, runLane } from './lane-result.ts'
import { LANES } from './lanes/index.ts'

/** How many tests held, over all lanes, and how many did not. */
export interface Tally {
  readonly passed: number
  readonly failed: number
}

/** Most lanes wait for what they start, or for npm. */
const AT_ONCE = 2

/** What is broken as a whole says the same again and again. */
const SHOWN = 5

/**
 * Runs lanes and writes a row for each, in their order, then what failed.
 *
 * @param words - keep the lanes whose name has one of these; default all
 * @param write - is given each line
 * @returns the counts; a lane that could not be run, or that left tests out, has failed, and so has a run of no lane
 */
export async function runLanes(words: readonly string[], write: (line: string) => void): Promise<Tally> {
  const lanes = LANES.filter(({ runtime, way }) => {
    const name = `${runtime} ${way}`.toLowerCase()
    return words.length === 0 || words.some((word) => name.includes(word.toLowerCase()))
  })
  if (lanes.length === 0) {
    write(`There is no runtime with ${words.join(' or ')} in its name.`)
    return { passed: 0, failed: 1 }
  }
  const limited = limit(AT_ONCE)
  const running = lanes.map((lane) => limited(() => runLane(lane)))
  write(row('runtime', 'way', 'passed', 'failed', 'seconds'))
  const results: LaneResult[] = []
  for (const finished of running) {
    const result = await finished
    results.push(result)
    const { lane, runtime, passed, problems, seconds } = result
    write(row(runtime, lane.way, `${passed}`, `${problems.length}`, seconds.toFixed(1)))
    if (lane.leftOut) write(`  but for '${lane.leftOut.title}': ${lane.leftOut.reason}`)
  }
  endAll()
  for (const { lane, problems } of results) {
    const shown = problems.slice(0, SHOWN)
    for (const problem of shown) write(`\n${lane.runtime}, ${lane.way}: ${problem}`)
    if (problems.length > SHOWN) write(`\n… and ${problems.length - SHOWN} more there`)
  }
  return {
    passed: results.reduce((sum, { passed }) => sum + passed, 0),
    failed: results.reduce((sum, { problems }) => sum + problems.length, 0),
  }
}

/** Lets only so many run at a time, in the order in which they came. */
function limit(atOnce: number): <T>(body: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let free = atOnce
  return async (body) => {
    if (free > 0) free--
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await body()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
}

function row(runtime: string, way: string, ...numbers: readonly string[]): string {
  return `${runtime.padEnd(24)}${way.padEnd(64)}${numbers.map((text) => text.padStart(8)).join('')}`
}
