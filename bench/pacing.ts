import type { PaceRequest } from '../src/pacing/pacer.ts'
import { type SlackPacer, slackPacer } from '../src/pacing/slack-pacer.ts'
import { goal, table } from './table.ts'

const COUNTS = [2_500, 5_000, 10_000, 20_000]
const ROUNDS = 5

/** So many requests that a pacer has to hold at once, as several clients of one organization make them. */
interface Load {
  readonly name: string
  /** The resource of each request. */
  readonly path: (index: number) => string
  /** What becomes of a request that was let through. */
  readonly status: number
}

const LOADS: readonly Load[] = [
  { name: 'writes to one group', path: () => 'Groups/S1', status: 200 },
  { name: 'writes to 100 groups', path: (index) => `Groups/S${index % 100}`, status: 200 },
  { name: 'writes to a group each', path: (index) => `Groups/S${index}`, status: 200 },
]

/** What the pacer itself costs, where no limit is reached: linear in the number of requests that wait. */
export async function pacing(): Promise<string> {
  const rows: string[][] = []
  const goals: string[] = []
  for (const load of LOADS) {
    const costs: number[] = []
    for (const count of COUNTS) costs.push(await cost(load, count))
    rows.push([load.name, ...costs.map((one) => one.toFixed(2).padStart(8))])
    const growth = (costs.at(-1) ?? Number.NaN) / (costs[0] ?? Number.NaN)
    goals.push(
      goal(
        `${load.name}: linear (8 times as many cost ${growth.toFixed(2)} times as much each)`,
        growth <= 4,
      ),
    )
  }
  return [
    'Pacing: requests that are made at once, without a network and without a wait',
    table([['µs for each request', ...COUNTS.map((count) => `${count}`.padStart(8))], ...rows]),
    ...goals,
  ].join('\n\n')
}

/** Microseconds for each of `count` requests; the median of some rounds. */
async function cost(load: Load, count: number): Promise<number> {
  const times: number[] = []
  await time(load, count)
  for (let round = 0; round < ROUNDS; round++) times.push(await time(load, count))
  times.sort((one, other) => one - other)
  return ((times[ROUNDS >> 1] ?? Number.NaN) * 1000) / count
}

async function time({ path, status }: Load, count: number): Promise<number> {
  const unlimited = { perMinute: 1e6, burst: 1e6 }
  const limits = { writes: unlimited, 'PATCH Groups/{id}': unlimited }
  const pacer: SlackPacer = slackPacer({ share: 1, limits })
  const since = Date.now()
  const request = (index: number): PaceRequest => ({
    operation: 'patchGroup',
    method: 'PATCH',
    path: path(index),
    since,
    deadline: Number.POSITIVE_INFINITY,
    attempts: 0,
    applied: 'no',
    signal: undefined,
  })
  // Of the processor: a machine that others use is slow now and then.
  const begun = process.cpuUsage()
  await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const permit = await pacer.acquire(request(index))
      permit.done({ status })
    }),
  )
  const { user, system } = process.cpuUsage(begun)
  return (user + system) / 1000
}
