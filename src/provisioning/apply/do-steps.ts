import type { Step, StepKind } from '../plan/step.ts'
import type { Run } from './run.ts'
import { runStep } from './run-step.ts'
import { FailureWatch } from './stop-rules.ts'

/**
 * Does steps in their order. The first of each kind are done alone and read back; then several at a time, those of one
 * account or group one after the other. A kind begins when the one before has ended, so that the most dangerous come
 * last.
 */
export async function doSteps(steps: readonly Step[], run: Run): Promise<void> {
  const { concurrency = 4, canaries = 5, stopAfter = {} } = run.options
  const watch = new FailureWatch(stopAfter, steps.length)
  for (const phase of phasesOf(steps)) {
    const count = Math.max(0, canaries - doneOf(phase[0]?.kind, run))
    for (const step of phase.slice(0, count)) {
      if (run.stopped()) return
      await runStep(step, { run, watch, canary: true })
    }
    await inLanes(phase.slice(count), concurrency, async (step) => {
      if (!run.stopped()) await runStep(step, { run, watch, canary: false })
    })
    if (run.stopped()) return
  }
}

/** Neighbours of one kind. */
function phasesOf(steps: readonly Step[]): Step[][] {
  const phases: Step[][] = []
  let kind: StepKind | undefined
  for (const step of steps) {
    if (step.kind !== kind) phases.push([])
    kind = step.kind
    phases.at(-1)?.push(step)
  }
  return phases
}

/** How many steps of a kind the run has done before it was interrupted: they were its first. */
function doneOf(kind: StepKind | undefined, { resumed, plan }: Run): number {
  if (!resumed) return 0
  return plan.steps.filter((step) => step.kind === kind && resumed.done.has(step.id)).length
}

/** Runs work on steps, some at a time. Those of one account or group, and those that wait for others, keep their order. */
async function inLanes(
  steps: readonly Step[],
  concurrency: number,
  work: (step: Step) => Promise<void>,
): Promise<void> {
  const ends = new Map<string, Promise<void>>()
  const lanes = new Map<string, Promise<void>>()
  const queue = steps[Symbol.iterator]()
  const worker = async (): Promise<void> => {
    for (let next = queue.next(); !next.done; next = queue.next()) {
      const step = next.value
      const lane = laneOf(step)
      // Both stand earlier in the order, so they have begun: no worker waits for one that never starts.
      const before = [lanes.get(lane), ...(step.after ?? []).map((id) => ends.get(id))]
      const end = Promise.all(before).then(() => work(step))
      ends.set(step.id, end)
      lanes.set(lane, end)
      await end
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, concurrency) }, worker))
}

function laneOf(step: Step): string {
  if (!('target' in step)) return `new ${step.id}`
  return typeof step.target === 'string' ? step.target : `key ${step.target.key}`
}
