import { peer } from './peers.ts'

const { Bench } = await peer('tinybench')

/** One thing to measure. */
export interface Contender {
  readonly name: string
  /** Does the work `batch` times over; asynchronous work is awaited. */
  readonly run: () => unknown
  /** Prepares what `run` uses up; not counted. */
  readonly prepare?: () => void
}

/** What was measured of one contender. */
export interface Measured {
  readonly name: string
  /** Microseconds for one unit of work. */
  readonly microseconds: number
  /** Its time by that of the first contender, in the same round. */
  readonly ratio: number
}

/** How to measure. */
export interface MeasureOptions {
  /** Units of work in one `run`, so that the timer's own cost does not count. */
  readonly batch: number
  /** How often every contender has its turn; default 7. */
  readonly rounds?: number
  /** Milliseconds of one turn; default 150. */
  readonly time?: number
}

/**
 * Measures contenders by turns: a machine that others use is slow for all of them alike, so the ratios are
 * taken within a round, and their median is what is told. The first contender is the measure of the others.
 */
export async function measure(
  contenders: readonly Contender[],
  { batch, rounds = 7, time = 150 }: MeasureOptions,
): Promise<Measured[]> {
  const times = contenders.map((): number[] => [])
  for (let round = 0; round < rounds; round++) {
    for (const [index, contender] of contenders.entries()) {
      times[index]?.push((await turn(contender, time, round === 0)) / batch)
    }
  }
  const first = times[0] ?? []
  return contenders.map(({ name }, index) => {
    const own = times[index] ?? []
    const ratios = own.map((one, round) => one / (first[round] ?? one))
    return { name, microseconds: median(own), ratio: median(ratios) }
  })
}

/** Milliseconds of CPU of each work, by turns; the least of five, since collections of garbage come at random. */
export async function leastCPU(works: readonly (() => Promise<void> | void)[]): Promise<number[]> {
  const least = works.map(() => Number.POSITIVE_INFINITY)
  for (let round = 0; round < 5; round++) {
    for (const [index, work] of works.entries()) {
      const begun = process.cpuUsage()
      await work()
      const { user: own, system } = process.cpuUsage(begun)
      least[index] = Math.min(least[index] ?? 0, (own + system) / 1000)
    }
  }
  return least
}

async function turn({ name, run, prepare }: Contender, time: number, first: boolean): Promise<number> {
  const bench = new Bench({ time, iterations: 1, warmup: first, warmupTime: 2 * time, warmupIterations: 1 })
  bench.add(name, run, prepare ? { beforeEach: prepare } : {})
  const [task] = await bench.run()
  const result = task?.result
  if (!result || !('latency' in result)) throw new Error(`${name} could not be measured: ${failure(result)}`)
  return result.latency.p50 * 1000
}

function failure(result: object | undefined): string {
  return result && 'error' in result ? String(result.error) : 'it did not run'
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
