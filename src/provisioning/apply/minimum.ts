import type { Step, StepKind } from '../plan/step.ts'
import type { Run } from './run.ts'
import { isDangerous } from './run-step.ts'

/**
 * The fewest requests that a run takes: the reads before it, one for each step that was done, one more for each that is
 * read again just before, one for each canary, and one for each account and group that the verification reads.
 */
export function requestMinimum(run: Run, steps: readonly Step[]): number {
  const done = steps.filter(({ id }) => run.tally.fate(id) === 'done')
  const reread = done.filter(isDangerous).length
  const kinds = new Map<StepKind, number>()
  for (const { kind } of done) kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  const { canaries = 5 } = run.options
  const canaryReads = [...kinds.values()].reduce((sum, count) => sum + Math.min(count, canaries), 0)
  const targets = new Set(done.map((step) => run.live.targetOf(step))).size
  return run.reads + done.length + reread + canaryReads + targets
}
