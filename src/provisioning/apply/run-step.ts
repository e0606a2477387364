import { SCIMError } from '../../errors/scim-error.ts'
import { untilSeen } from '../../tasks/task.ts'
import { isInDoubt } from '../../tasks/track-writes.ts'
import { raceSignal } from '../../time/signal.ts'
import { SCIMJournalError } from '../journal/journal-error.ts'
import { resolveStep } from '../plan/resolve-step.ts'
import { standing } from '../plan/standing.ts'
import type { Step } from '../plan/step.ts'
import type { Account, Roster } from '../snapshot/snapshot.ts'
import { afterRateLimits } from './after-rate-limits.ts'
import { errorName, journalFailure } from './error-name.ts'
import { linkOf } from './link-of.ts'
import { accountAfter, rosterAfter, unknownMembers } from './live-state.ts'
import { type Performed, type Performer, perform, taskOf } from './perform.ts'
import { withoutDropped } from './refused-values.ts'
import type { Run } from './run.ts'
import type { FailureWatch } from './stop-rules.ts'
import { surpriseOf } from './surprise.ts'

/** Milliseconds after which a read shows an earlier write, if it was done (Slack's own tests read for ten seconds). */
const LONGEST_LAG = 10_000

/** What a step is run with. */
export interface StepRunner {
  readonly run: Run
  readonly watch: FailureWatch
  /** Whether the step is one of the first of its kind, which are read back. */
  readonly canary: boolean
}

/**
 * Does one step: looks whether it is still to be done, writes the intent, sends it, compares the answer, and writes the
 * result. Resolves in every case; what stops the run is told to the run.
 */
export async function runStep(planned: Step, runner: StepRunner): Promise<void> {
  const { run, watch } = runner
  const { id, kind } = planned
  let isSent = false
  try {
    if (planned.after?.some((other) => !isDone(run, other))) return hold(run, planned, 'depends')
    const step = resolveStep(planned, (resource, key) => run.live.idOf(resource, key))
    if (hasOpenRef(step) || lacksMembers(planned, step, run)) return hold(run, planned, 'depends')
    const before = isDangerous(step) ? await run.live.read(step) : run.live.standIn(step)
    const state = standing(step, before)
    // What a crashed run may have created is ours, though it may lack something: the next plan adds it.
    const isOurs = before !== undefined && isCreate(step) && run.resumed?.inDoubt.has(id) === true
    if (state === 'changed' && !isOurs) return hold(run, planned, 'changed')
    if (state === 'todo' && empties(step, before, run)) return hold(run, planned, 'changed')
    if (state === 'done' || isOurs)
      return await finish(step, { id: idOf(step, run, before), already: true }, run)
    if ((await raceSignal(run.waits, ask(step, run))) === 'hold') return hold(run, planned, 'asked')

    if (run.stopped()) return
    await run.recorder.intent(step, run.live.targetOf(step))
    isSent = true
    run.emit({ type: 'step.start', step: id, kind, canary: runner.canary })
    await send(step, before, runner)
    watch.passed()
  } catch (error) {
    await failed(planned, { error, isSent }, runner)
  }
}

async function ask(step: Step, { options }: Run): Promise<'go' | 'hold'> {
  return (await options.onStep?.(step)) ?? 'go'
}

async function send(
  step: Step,
  before: Account | Roster | undefined,
  { run, canary }: StepRunner,
): Promise<void> {
  const performer = performerOf(run)
  let performed: Performed
  try {
    performed = await afterRateLimits(performer, () => perform(step, performer))
  } catch (error) {
    // A refusal is final. A lost answer is not: reads tell.
    const isRefusal = (error as { readonly status?: number }).status ?? 0
    if (!isInDoubt(error) || (isRefusal >= 400 && isRefusal < 500) || !before) throw error
    const seen = await seenDone(step, run, LONGEST_LAG)
    if (!seen) throw error
    performed = { id: seen.id, answer: seen }
  }
  run.tally.drop(step.id, performed.dropped ?? [])
  const written = withoutDropped(step, performed.dropped)
  const surprise = before && performed.answer && surpriseOf(written, before, performed.answer)
  await finish(written, { ...performed, unasked: surprise !== undefined }, run)
  if (surprise) run.stop(`unasked change: ${surprise}`, step.id)
  if (canary && !run.stopped()) await readBack(written, before, run)
}

/** Reads a canary until it shows; the run stops when it shows something else. */
async function readBack(step: Step, before: Account | Roster | undefined, run: Run): Promise<void> {
  const seen = await seenDone(step, run, run.options.settleTimeout ?? 30_000)
  // An answer may show nothing of the account, or no members.
  const surprise = before && seen && surpriseOf(step, before, seen)
  if (surprise) {
    await run.recorder.done(step, { id: seen.id, already: false, unasked: true })
    return run.stop(`unasked change: ${surprise}`, step.id)
  }
  if (seen || run.waits.aborted) return
  const state = standing(step, run.live.resourceOf(step))
  // A lag is no reason to stop: the verification at the end says so.
  if (state === 'changed') run.stop('the first steps of a kind did not come out as written', step.id)
}

/** Reads until a step shows; nothing if it does not in time, or if the reads fail: they are no proof of anything. */
async function seenDone(step: Step, run: Run, settleTimeout: number): Promise<Account | Roster | undefined> {
  const task = taskOf({ ...performerOf(run), settleTimeout })
  const look = async (): Promise<Account | Roster | undefined> => {
    const resource = await run.live.read(step)
    return resource && standing(step, resource) === 'done' ? resource : undefined
  }
  return untilSeen(task, look).catch(() => undefined)
}

/** Notes what a step has made, and writes it into the journal. */
async function finish(
  step: Step,
  performed: Performed & { readonly unasked?: boolean },
  run: Run,
): Promise<void> {
  const { id, answer, already = false, unasked } = performed
  if (step.kind === 'createUser') run.live.link('user', step.key, id)
  if (step.kind === 'createGroup') run.live.link('group', step.key, id)
  const known = run.live.resourceOf(step)
  if (answer) run.live.note(answer)
  // What an answer does not show is as it was written.
  const base = answer ?? known
  if (base) run.live.note('attributes' in base ? accountAfter(step, base) : rosterAfter(step, base))
  const link = linkOf(step, id, run)
  await run.recorder.done(step, { id, already, unasked, link })
  run.tally.note(step, already ? 'already' : 'done')
  run.emit({ type: 'step.done', step: step.id, kind: step.kind, id, already })
}

/** Notes that a step failed, before or after its intent was written. */
async function failed(
  step: Step,
  { error, isSent }: { readonly error: unknown; readonly isSent: boolean },
  { run, watch }: StepRunner,
): Promise<void> {
  const { id, kind } = step
  if (error instanceof SCIMJournalError) return run.stop(journalFailure(error), id)
  if (run.signal.aborted) return
  // A wait was ended before anything was sent.
  if (run.waits.aborted && !isSent && error === run.waits.reason) return
  if (run.waits.aborted && (error as { readonly applied?: unknown }).applied === 'no') {
    await run.recorder.failed(step, 'aborted', !isSent).catch(() => {})
    return
  }
  if (!SCIMError.is(error)) {
    run.stop(errorName(error), id)
    return
  }
  const {
    reason = error.code,
    status,
    applied,
  } = error as {
    readonly code: string
    readonly reason?: string
    readonly status?: number
    readonly applied?: string
  }
  const isOpen = applied !== undefined && applied !== 'no'
  run.tally.note(step, 'failed')
  run.tally.failures.push({ step: id, reason, status, applied: isOpen ? 'unknown' : 'no' })
  run.emit({ type: 'step.failed', step: id, kind, reason, status })
  // What may have taken effect stays in doubt, and counts against the limits.
  if (!isOpen) {
    try {
      await run.recorder.failed(step, reason, !isSent)
    } catch (failure) {
      return run.stop(journalFailure(failure), id)
    }
  }
  const why = watch.failed({ reason, kind, status })
  if (why) run.stop(why, id)
}

function hold(run: Run, step: Step, code: 'changed' | 'depends' | 'asked'): void {
  run.tally.hold(step, code)
  run.emit({ type: 'step.held', step: step.id, kind: step.kind, code })
}

function performerOf(run: Run): Performer {
  const { clock, live, waits, options, counted } = run
  const settleTimeout = options.settleTimeout ?? 30_000
  return { client: counted.client, clock, live, waits, settleTimeout }
}

function isDone({ tally, resumed }: Run, step: string): boolean {
  return tally.isDone(step) || resumed?.done.has(step) === true
}

/** Whether a step is worth a read just before it: it must not be done to an account that has just changed. */
export function isDangerous(step: Step): boolean {
  if (step.kind === 'updateUser') return step.to.email !== undefined
  return ['deactivate', 'toGuest', 'toMember', 'removeMembers'].includes(step.kind)
}

/**
 * Whether a removal that is to leave members would leave none: when members who were to be added were refused, or when
 * others have left the group since.
 */
function empties(step: Step, group: Account | Roster | undefined, { live }: Run): boolean {
  if (step.kind !== 'removeMembers' || step.leaves === 0 || !group || !('members' in group)) return false
  const gone = new Set(step.members)
  return ![...group.members].some((id) => !gone.has(id) && live.user(id)?.active !== false)
}

function isCreate({ kind }: Step): boolean {
  return kind === 'createUser' || kind === 'createGroup'
}

/** Whether a step lacks a person or group that could not be created: a target or a manager. */
function hasOpenRef(step: Step): boolean {
  if ('target' in step && typeof step.target !== 'string') return true
  return 'manager' in step && step.manager !== undefined && typeof step.manager !== 'string'
}

/**
 * Whether a step lacks all of its members, or some whom no step of the plan creates. Those whose creation failed are
 * left out, since the report names them.
 */
function lacksMembers(planned: Step, resolved: Step, { plan, live }: Run): boolean {
  if (!('members' in planned) || !('members' in resolved)) return false
  if (resolved.members.length === planned.members.length) return false
  const unknown = new Set(unknownMembers(planned, live))
  for (const step of plan.steps) if (step.kind === 'createUser') unknown.delete(step.key)
  return unknown.size > 0 || resolved.members.length === 0
}

function idOf(step: Step, run: Run, resource: Account | Roster | undefined): string {
  return resource?.id ?? run.live.targetOf(step) ?? ''
}
