import { createEmitter } from '../../events/emitter.ts'
import { slackPacer } from '../../pacing/slack-pacer.ts'
import { type Clock, systemClock } from '../../time/clock.ts'
import { onAbort } from '../../time/signal.ts'
import { boundedJournal } from '../journal/bounded-journal.ts'
import { resumable } from '../journal/resume.ts'
import type { Plan } from '../plan/plan.ts'
import type { Step } from '../plan/step.ts'
import { checkAllowed } from './check-allowed.ts'
import { checkApplyOptions } from './check-options.ts'
import { checkPlan, readJournal } from './check-plan.ts'
import { countedClient, type ProvisioningClient } from './counted-client.ts'
import { errorName } from './error-name.ts'
import type { ProvisioningEvent } from './events.ts'
import { checkLeaseTime, keepLease, LEASE_TIME } from './lease-keeper.ts'
import type { ApplyOptions } from './options.ts'
import { readFacts } from './read-facts.ts'
import type { Known, KnownRequest } from './read-known.ts'
import { Recorder } from './recorder.ts'
import type { Run } from './run.ts'
import { Tally } from './tally.ts'
import { writeStart } from './write-start.ts'

/** What a run is begun with. */
export interface RunRequest {
  readonly client: ProvisioningClient
  readonly plan: Plan
  /** The steps that this run does: all of the plan, or a batch of it. */
  readonly steps: readonly Step[]
  readonly options: ApplyOptions
  /** Reads what the steps are judged by. */
  readonly read: (request: KnownRequest) => Promise<Known>
}

/**
 * Begins a run: checks the plan, takes the lease, reads the journal and Slack, and asks the guards. Nothing is written
 * before all of that has passed.
 *
 * @throws {@link SCIMPlanError}, {@link SCIMJournalError}, {@link SCIMGuardError}
 */
export async function beginRun({ client: scim, plan, steps, read, ...request }: RunRequest): Promise<Run> {
  const clock = request.options.clock ?? scim.clock ?? systemClock()
  checkApplyOptions(request.options)
  const { leaseTime: length = LEASE_TIME } = request.options
  checkLeaseTime(length)
  // A store answers in real time, whatever clock the run has.
  const bound = { timeout: length, clock: systemClock() }
  const journal = boundedJournal(request.options.journal, bound)
  const options = { ...request.options, journal }
  const digest = await checkPlan(plan, options, clock)
  const { owner = `run ${crypto.randomUUID()}` } = options
  const lease = await keepLease(journal, { owner, length, clock })
  const waits = new AbortController()
  const removers = [options.signal, lease.signal].map((signal) =>
    onAbort(signal, (reason) => waits.abort(reason)),
  )
  const release = async (): Promise<void> => {
    for (const removeListener of removers) removeListener()
    await lease.release()
  }
  try {
    const { share = 0.5 } = options
    const pacer = options.pacer === undefined ? slackPacer({ share, clock }) : (options.pacer ?? undefined)
    const counted = countedClient(scim, { pacer, waits: waits.signal, signal: lease.signal })
    const facts = await readFacts(options.facts, plan, waits.signal)
    const state = await readJournal(plan, { ...options, organization: facts?.organization }, clock)
    const { links } = state
    const { live, snapshot } = await read({
      plan,
      steps,
      counted,
      facts,
      options,
      links,
      signal: waits.signal,
      clock,
    })
    const reads = counted.sent()
    const last = resumable(state.runs, digest)
    checkAllowed({ plan, state, resumed: last, live, snapshot, options, clock })

    const emit = createEmitter<ProvisioningEvent>([options.onEvent])
    let stopped: { readonly reason: string; readonly step?: string | undefined } | undefined
    const stop = (reason: string, step?: string): void => {
      if (stopped) return
      stopped = { reason, ...(step !== undefined && { step }) }
      emit({ type: 'stop', reason, step })
    }
    removers.push(onAbort(waits.signal, (reason) => stop(reasonOf(reason, options))))
    // A run that has not ended goes on; after one that was stopped, a new one does.
    const isSame = last !== undefined && last.endedAt === undefined
    const id = isSame ? last.run : newRun(clock)
    const run: Run = {
      id,
      plan,
      digest,
      options,
      clock,
      counted,
      reads,
      live,
      links,
      lease: { ...lease, release },
      recorder: new Recorder({
        journal,
        lease: lease.lease,
        run: id,
        now: () => clock.now(),
      }),
      tally: new Tally(steps),
      resumed: last,
      signal: lease.signal,
      waits: waits.signal,
      emit,
      stop,
      stopped: () => stopped,
      startedAt: clock.now(),
    }
    if (!isSame) await writeStart(run)
    for (const { resource, key, id: target } of plan.links) run.live.link(resource, key, target)
    emit({ type: 'run.start', run: id, digest, steps: steps.length, resumed: last !== undefined })
    return run
  } catch (error) {
    await release()
    throw error
  }
}

function newRun(clock: Clock): string {
  const time = new Date(clock.now()).toISOString().replace(/[-:]|\.\d+/g, '')
  return `${time}-${crypto.randomUUID().slice(0, 8)}`
}

function reasonOf(reason: unknown, { signal }: ApplyOptions): string {
  return signal?.aborted ? 'aborted by its signal' : errorName(reason)
}
