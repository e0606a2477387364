import { SCIMConfigurationError } from '../../errors/configuration-error.ts'
import { createEmitter } from '../../events/emitter.ts'
import { slackPacer } from '../../pacing/slack-pacer.ts'
import { type Clock, systemClock } from '../../time/clock.ts'
import { onAbort } from '../../time/signal.ts'
import { checkGuards } from '../guards/check-guards.ts'
import { SCIMGuardError } from '../guards/guard-error.ts'
import { fold, historyWithout, type JournalState, type RunSummary } from '../journal/fold.ts'
import { keyedHash } from '../links/keyed-hash.ts'
import { withWritten } from '../links/written.ts'
import { planDigest } from '../plan/digest.ts'
import type { Plan } from '../plan/plan.ts'
import { SCIMPlanError } from '../plan/plan-error.ts'
import type { Step } from '../plan/step.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { countedClient, type ProvisioningClient } from './counted-client.ts'
import type { ProvisioningEvent } from './events.ts'
import { keepLease } from './lease-keeper.ts'
import type { ApplyOptions } from './options.ts'
import type { Known, KnownRequest } from './read-known.ts'
import { Recorder } from './recorder.ts'
import type { Run } from './run.ts'
import { Tally } from './tally.ts'

/** A plan older than a day speaks of a Slack that has changed. */
const MAX_AGE = 86_400_000

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
export async function beginRun({ client: scim, plan, steps, options, read }: RunRequest): Promise<Run> {
  const clock = options.clock ?? scim.clock ?? systemClock()
  const digest = await checkPlan(plan, options, clock)
  const lease = await keepLease(options.journal, options.owner ?? `run ${crypto.randomUUID()}`, clock)
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
    const facts = await options.facts?.({ signal: waits.signal })
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
    })
    const reads = counted.sent()
    const last = resumable(state.runs.at(-1), digest)
    checkAllowed({ plan, state, digest, last, snapshot, options, clock })

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
        journal: options.journal,
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

async function checkPlan(
  plan: Plan,
  { expect, maxAge = MAX_AGE }: ApplyOptions,
  clock: Clock,
): Promise<string> {
  if (expect !== undefined && !/^[0-9a-f]{8,64}$/.test(expect))
    throw new SCIMConfigurationError(
      "applyPlan: option 'expect': must be 8 to 64 hexadecimal digits: copy the digest of the plan",
    )
  const digest = await planDigest(plan)
  if (expect !== undefined && !digest.startsWith(expect))
    throw new SCIMPlanError(
      'digest',
      `applyPlan: expect: the plan has the digest ${digest}: look at the plan and approve it anew`,
    )
  const age = clock.now() - Date.parse(plan.asOf)
  if (!(age <= maxAge))
    throw new SCIMPlanError('stale', `applyPlan: the plan of ${plan.asOf} is too old: plan again`)
  return digest
}

async function readJournal(
  plan: Plan,
  {
    journal,
    organization: token,
  }: Pick<ApplyOptions, 'journal'> & { readonly organization: string | undefined },
  clock: Clock,
): Promise<JournalState> {
  const secret = await journal.secret()
  const state = await fold(journal.read(), { now: clock.now(), secret })
  for (const [who, organization] of [
    ['token', token],
    ['journal', state.links.organization],
  ]) {
    if (organization && organization !== plan.organization)
      throw new SCIMPlanError(
        'wrong_organization',
        `applyPlan: the plan is for ${plan.organization}, and the ${who} for ${organization}: use those of one organization`,
      )
  }
  return state
}

/** The last run, if it was of the same plan and did not do all of it. */
function resumable(last: RunSummary | undefined, digest: string): RunSummary | undefined {
  const isOpen = last?.outcome === undefined || last.outcome === 'stopped' || last.outcome === 'partial'
  return last?.digest === digest && isOpen ? last : undefined
}

interface Permission {
  readonly plan: Plan
  readonly state: JournalState
  readonly digest: string
  readonly last: RunSummary | undefined
  readonly snapshot: Snapshot | undefined
  readonly options: ApplyOptions
  readonly clock: Clock
}

/** A run that goes on is the same run to the limits: its plan is counted once. */
function checkAllowed({ plan, state, digest, last, snapshot, options, clock }: Permission): void {
  const history = last ? historyWithout(state, digest, clock.now()) : state.history
  const violations = checkGuards(plan, history, options.policy ?? {}, {
    allow: options.allow,
    snapshot,
    now: new Date(clock.now()),
  })
  if (violations.length > 0) throw new SCIMGuardError(violations)
}

async function writeStart({
  id: run,
  plan,
  digest,
  clock,
  options,
  lease,
  links,
  recorder,
}: Run): Promise<void> {
  const at = new Date(clock.now()).toISOString()
  const rows = Object.fromEntries(plan.sources.map((source) => [source.name, source.rows]))
  const hash = keyedHash(links.secret)
  await options.journal.saveRun(lease.lease, run, JSON.stringify({ run, digest, plan }))
  await recorder.append([
    { type: 'run.start', at, run, digest, organization: plan.organization, rows },
    ...plan.links.map(({ key, id, source, resource, values = {} }) => ({
      type: 'link' as const,
      at,
      resource,
      key,
      id,
      source,
      written: withWritten(hash, {}, values),
    })),
  ])
}

function newRun(clock: Clock): string {
  const time = new Date(clock.now()).toISOString().replace(/[-:]|\.\d+/g, '')
  return `${time}-${crypto.randomUUID().slice(0, 8)}`
}

function reasonOf(reason: unknown, { signal }: ApplyOptions): string {
  return signal?.aborted ? 'aborted by its signal' : String((reason as Error)?.message ?? reason)
}
