import type { Step } from '../plan/step.ts'
import { errorName, journalFailure } from './error-name.ts'
import { requestMinimum } from './minimum.ts'
import { withoutDropped } from './refused-values.ts'
import type { ApplyReport, Outcome, Verification } from './report.ts'
import type { Run } from './run.ts'
import { verifySteps } from './verify-steps.ts'

/** Verifies what was done, and writes the end into the journal. */
export async function endRun(run: Run, steps: readonly Step[]): Promise<ApplyReport> {
  const { plan, digest, tally, clock, recorder, emit } = run
  const verification = run.stopped() ? undefined : await verify(run, steps)
  const outcome = outcomeOf(run, verification)
  const at = new Date(clock.now()).toISOString()
  await recorder.append([{ type: 'run.end', at, run: run.id, outcome }]).catch((error) => {
    run.stop(journalFailure(error))
  })
  emit({ type: 'run.end', run: run.id, outcome })
  const stopped = run.stopped()
  return {
    run: run.id,
    digest,
    organization: plan.organization,
    outcome: stopped ? 'stopped' : outcome,
    counts: tally.counts(),
    requests: { sent: run.counted.sent(), minimum: requestMinimum(run, steps) },
    failures: tally.failures,
    dropped: tally.dropped,
    held: tally.held,
    ...(stopped && { stopped }),
    ...(verification && { verification }),
    startedAt: new Date(run.startedAt).toISOString(),
    endedAt: at,
  }
}

/** Nothing if the reads fail: then it is unknown what Slack shows. */
async function verify(run: Run, steps: readonly Step[]): Promise<Verification | undefined> {
  const { live, clock, options, tally, emit } = run
  const { settleTimeout, concurrency } = options
  try {
    const done = steps
      .filter(({ id }) => tally.fate(id) === 'done')
      .map((step) => withoutDropped(step, tally.droppedOf(step.id)))
    const onRound = (left: number): void => emit({ type: 'verify', left })
    return await verifySteps(done, { live, clock, settleTimeout, concurrency, signal: run.waits, onRound })
  } catch (error) {
    run.stop(`the verification failed: ${errorName(error)}`)
    return undefined
  }
}

function outcomeOf({ tally, stopped }: Run, verification: Verification | undefined): Outcome {
  if (stopped() || !verification) return 'stopped'
  return tally.missing > 0 ? 'partial' : verification.outcome
}
