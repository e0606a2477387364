import type { Taken } from './client.ts'
import { CONTENDERS } from './contenders.ts'
import { startOriginal } from './original.ts'
import { type Runner, startRunner, startService } from './processes.ts'
import { WORKS, type WorkName } from './works.ts'

/** What a contender achieved at a work. */
export interface Figure {
  readonly contender: string
  /** Microseconds for a unit of work by the wall clock, the median of the rounds. */
  readonly wall: number
  /** Microseconds of the processor for a unit of work. */
  readonly cpu: number
  /** Speed by the wall clock relative to each reference, the median of the ratios within a round. */
  readonly speed: Readonly<Record<Reference, number>>
  /** The same by the time of the processor, which a busy machine changes less. */
  readonly thrift: Readonly<Record<Reference, number>>
}

/** The contenders that the others are compared with. */
export type Reference = 'fetch' | 'fetch, signal and timer'

/** The figures of each work. */
export type Figures = Readonly<Record<WorkName, readonly Figure[]>>

/**
 * Rounds before the first that counts: the engine compiles what is called often, and some hundred calls later still
 * compiles it better. What is measured is a process that has been at work for seconds.
 */
const WARM_UPS = 6

/** What is compared. */
export interface CompareOptions {
  readonly rounds: number
  /** The folder that holds `slack_sdk`, to compare with the original client too. */
  readonly original: string | undefined
}

/** Lets every contender do every work by turns, in processes of their own. */
export async function compare({ rounds, original }: CompareOptions): Promise<Figures> {
  const service = await startService()
  const runners: Runner[] = []
  const all: [string, Figure[]][] = []
  try {
    for (const name of Object.keys(CONTENDERS)) runners.push(await startRunner(name, service.base))
    if (original) runners.push(await startOriginal(original, service.base))
    const names = runners.map(({ name }) => name)
    for (const work of Object.keys(WORKS) as WorkName[]) {
      const taken = new Map(names.map((name): [string, Taken[]] => [name, []]))
      for (let round = 0; round < WARM_UPS + rounds; round++) {
        // Nobody is always the one behind the same neighbour.
        for (const runner of [
          ...runners.slice(round % names.length),
          ...runners.slice(0, round % names.length),
        ]) {
          const one = await runner.run({ work, sample: service.sample })
          if (round >= WARM_UPS) taken.get(runner.name)?.push(one)
        }
      }
      all.push([work, names.map((name) => figure(name, taken))])
    }
  } finally {
    for (const { stop } of [...runners, service]) stop()
  }
  return Object.fromEntries(all) as unknown as Figures
}

function figure(contender: string, taken: ReadonlyMap<string, readonly Taken[]>): Figure {
  const own = taken.get(contender) ?? []
  const to = (reference: Reference, by: keyof Taken): number =>
    median(own.map((one, round) => (taken.get(reference)?.[round]?.[by] ?? Number.NaN) / one[by]))
  const both = (by: keyof Taken): Record<Reference, number> => ({
    fetch: to('fetch', by),
    'fetch, signal and timer': to('fetch, signal and timer', by),
  })
  return {
    contender,
    wall: median(own.map(({ wall }) => wall)),
    cpu: median(own.map(({ cpu }) => cpu)),
    speed: both('wall'),
    thrift: both('cpu'),
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[values.length >> 1] ?? Number.NaN
}
