import type { LimitForm } from '../mocks/limits/counter.ts'
import { seededRandom } from '../mocks/random/seeded.ts'
import { lowerBound } from './lower-bound.ts'
import type { Latency } from './referee.ts'
import { type Result, START } from './result.ts'
import { runPaced, type Simulation } from './run-paced.ts'
import { virtualStore } from './virtual-store.ts'
import { creates, groupUpdates, mixedSync, type Workload } from './workload.ts'

/** One line of the simulation. */
export interface Scenario {
  readonly workload: Workload
  readonly form: LimitForm
  readonly dialect: '1.1' | '2.0'
  readonly latency: Latency
  readonly processes: number
  /** Milliseconds after the start from which another app uses half of every limit. */
  readonly otherFrom?: number
  readonly seed: number
}

/** The result of a scenario, beside the lower bound and the goal. */
export interface Outcome extends Result {
  readonly bound: number
  readonly ratio: number
  /** Whether the ratio and the 429s are within the goal. */
  readonly met: boolean
}

/** Makes the store of the processes of a simulation. */
export type Store = NonNullable<Simulation['store']>

export const JITTER: Latency = { least: 20, most: 300 }
export const STEADY: Latency = { least: 160, most: 160 }
const FORMS: readonly LimitForm[] = ['token-bucket', 'fixed-window', 'sliding-log']
const OTHER_SHARE = 0.5

/** Every scenario. */
export function scenarios(seed: number): Scenario[] {
  const workloads = [creates(10_000), groupUpdates(10_000, 500), mixedSync(20_000, seededRandom(seed))]
  const base = { latency: JITTER, dialect: '1.1', processes: 1, seed } as const
  const alone = (['1.1', '2.0'] as const).flatMap((dialect) =>
    workloads.flatMap((workload) => [
      { ...base, dialect, workload, form: 'token-bucket' as const, latency: STEADY },
      ...FORMS.map((form) => ({ ...base, dialect, workload, form })),
    ]),
  )
  const shared = [4, 32].flatMap((processes) =>
    workloads.flatMap((workload) => FORMS.map((form) => ({ ...base, workload, form, processes }))),
  )
  const beside = FORMS.flatMap((form) =>
    workloads.map((workload) => ({ ...base, workload, form, otherFrom: 600_000 })),
  )
  return [...alone, ...shared, ...beside]
}

/** The limits of the referee in a scenario. */
export function limitsOf({ form, otherFrom }: Scenario) {
  return {
    form,
    ...(otherFrom !== undefined && { otherApp: { share: OTHER_SHARE, from: START + otherFrom } }),
  }
}

/**
 * Runs a scenario with the client and its pacer.
 *
 * @param store - makes the store of several processes; default the state of the Durable Object
 */
export async function play(scenario: Scenario, store: Store = virtualStore): Promise<Outcome> {
  const { workload, form, processes, otherFrom, latency } = scenario
  const limits = limitsOf(scenario)
  const result = await runPaced({ ...scenario, limits, ...(processes > 1 && { store }) })
  const other = otherFrom === undefined ? undefined : { share: OTHER_SHARE, from: otherFrom }
  const bound = lowerBound(workload.jobs, form, other)
  const strict = form === 'token-bucket' && latency === STEADY
  const wanted = strict ? { ratio: 1.01, refused: 0 } : { ratio: 1.05, refused: 0.001 }
  const ratio = result.time / bound
  const met =
    ratio <= wanted.ratio && result.refused <= wanted.refused * result.requests && result.failed === 0
  return { ...result, bound, ratio, met }
}
