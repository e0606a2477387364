import type { History } from '../guards/history.ts'
import type { JournalState, RunSummary } from './fold.ts'
import { recentActions } from './recent-actions.ts'

/** The last runs, all of one plan, as one run: what one that was stopped had done, the next ones go on with. */
export interface Resumed extends RunSummary {
  /** The runs that this one goes on with. */
  readonly runs: readonly RunSummary[]
}

/**
 * The last runs, if they were of a plan and did not do all of it.
 *
 * @param runs - all runs, oldest first
 * @param digest - the digest of the plan
 */
export function resumable(runs: readonly RunSummary[], digest: string): Resumed | undefined {
  const first = runs.map((run) => run.digest === digest && isOpen(run)).lastIndexOf(false) + 1
  const chain = runs.slice(first)
  const last = chain.at(-1)
  if (!last) return undefined
  const done = new Set<string>()
  const failed = new Set<string>()
  const inDoubt = new Set<string>()
  for (const run of chain) {
    for (const step of run.done) {
      done.add(step)
      failed.delete(step)
      inDoubt.delete(step)
    }
    for (const step of run.failed) failed.add(step)
    for (const step of run.inDoubt) inDoubt.add(step)
  }
  return { ...last, done, failed, inDoubt, runs: chain }
}

function isOpen({ outcome }: RunSummary): boolean {
  return outcome === undefined || outcome === 'stopped' || outcome === 'partial'
}

/** How a history is told. */
export interface HistoryOptions {
  /** The time at which the last 24 hours end, in milliseconds since the epoch. */
  readonly now: number
  /** Tells whether a step was done and has been undone since, so that it is done once more; default never. */
  readonly isUndone?: ((step: string) => boolean) | undefined
}

/**
 * The history without the steps of a run that goes on: to it, they are planned, and not history. Each step is left out
 * once, so that one which is done again and again counts each time.
 *
 * @param state - what the journal says
 * @param resumed - the runs that go on
 * @param options - `now` and `isUndone`
 */
export function historyWithout(
  { history, runs }: JournalState,
  resumed: Resumed,
  { now, isUndone = () => false }: HistoryOptions,
): History {
  const own = new Set(resumed.runs.flatMap(({ counted }) => counted))
  const planned = new Set<string>()
  const kept = runs
    .flatMap(({ counted }) => counted)
    .reverse()
    .filter((intent) => {
      if (!own.has(intent) || planned.has(intent.step) || isUndone(intent.step)) return true
      planned.add(intent.step)
      return false
    })
  return { ...history, ...recentActions(kept, now) }
}
