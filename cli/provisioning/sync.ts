import { SCIMJournalError } from '../../src/provisioning/index.ts'
import { systemClock } from '../../src/time/clock.ts'
import { sleep } from '../../src/time/signal.ts'
import { interruptible } from '../terminal/interrupt.ts'
import { createOutput } from '../terminal/output.ts'
import { freshPlan, isNothing } from './apply.ts'
import { type Runner, type RunOptions, runPlan } from './run-plan.ts'
import { withSession } from './session.ts'

/** Options of `slack-scim sync`. */
export interface SyncOptions extends RunOptions {
  /** Milliseconds to wait for another run; default 0. */
  readonly wait?: number
}

/** Milliseconds between two looks at the lease. */
const LOOK = 1000

/** Plans and applies, for a timer: the guards of the configuration decide, and no person is asked. */
export async function sync(options: SyncOptions): Promise<void> {
  const output = createOutput(options)
  await withSession(options, false, (session) =>
    interruptible(output, async (signal) => {
      const runner: Runner = { session, options, output, signal }
      const until = Date.now() + (options.wait ?? 0)
      for (;;) {
        await waitForLease(runner, until)
        const plan = await freshPlan(runner)
        if (await isNothing(plan, output)) return
        try {
          return await runPlan(plan, runner)
        } catch (error) {
          // Another run was faster. What it has done is not to be planned again.
          const isHeld = error instanceof SCIMJournalError && error.reason === 'held'
          if (!isHeld || Date.now() >= until) throw error
        }
      }
    }),
  )
}

/**
 * Waits until no run has the lease, so that no plan is made that is old before it can be applied.
 *
 * @throws {SCIMJournalError} `held` when the time is over
 */
async function waitForLease({ session, output, signal }: Runner, until: number): Promise<void> {
  const { store } = session.journal
  for (let isNoted = false; ; isNoted = true) {
    const holder = await store.holder()
    if (!holder) return
    if (Date.now() >= until)
      throw new SCIMJournalError(
        `journal: ${holder.owner} has the lease until ${new Date(holder.until).toISOString()}: wait, or pass --wait`,
        'held',
      )
    if (!isNoted) output.note(`Waiting for ${holder.owner}.`)
    await sleep(systemClock(), LOOK, signal)
  }
}
