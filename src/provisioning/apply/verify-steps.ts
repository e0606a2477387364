import { type Clock, systemClock } from '../../time/clock.ts'
import { sleep } from '../../time/signal.ts'
import type { Attribute } from '../attributes/attribute.ts'
import { resolveStep } from '../plan/resolve-step.ts'
import { type Standing, standing } from '../plan/standing.ts'
import type { Step } from '../plan/step.ts'
import type { Account, Roster } from '../snapshot/snapshot.ts'
import { inTurns } from './in-turns.ts'
import type { LiveState } from './live-state.ts'
import type { Verification } from './report.ts'

/** Milliseconds between two reads of what lags. */
const INTERVAL = 1000

/** What a verification reads with. */
export interface VerifyWith {
  readonly live: LiveState
  readonly clock?: Clock | undefined
  readonly settleTimeout?: number | undefined
  readonly concurrency?: number | undefined
  readonly signal?: AbortSignal | undefined
  /** Tells by its id whether a step may show later; default all. One that may not is read once, and differs. */
  readonly isAwaited?: ((step: string) => boolean) | undefined
  /** Told how many steps do not show yet, before each round of reads but the first. */
  readonly onRound?: ((left: number) => void) | undefined
}

/**
 * Reads every account and group that steps have changed, until all of them show, or `settleTimeout` ends. An account
 * that was active when it was written and is not any more differs, too.
 *
 * @param steps - steps that were done
 */
export async function verifySteps(steps: readonly Step[], options: VerifyWith): Promise<Verification> {
  const { live, clock = systemClock(), settleTimeout = 30_000, concurrency = 4, signal, onRound } = options
  const { isAwaited = () => true } = options
  const end = clock.now() + settleTimeout
  const all = finalSteps(steps.map((step) => resolveStep(step, (resource, key) => live.idOf(resource, key))))
  const targetOf = (step: Step): string => live.targetOf(step) ?? step.id
  const expected = new Map(all.map((step) => [targetOf(step), live.resourceOf(step)]))
  // What a run knows of an account that Slack does not find is no proof that it is there.
  const seen = new Map<string, Account | Roster | undefined>()
  const standingOf = (step: Step): Standing => standing(step, seen.get(targetOf(step)))
  let left = all
  for (let round = 0; ; round++) {
    if (round > 0) onRound?.(left.length)
    const targets = new Map(left.map((step) => [targetOf(step), step]))
    await inTurns(targets, concurrency, async ([target, step]) => {
      seen.set(target, await live.read(step, { signal }))
    })
    left = left.filter((step) => standingOf(step) !== 'done')
    if (!left.some(({ id }) => isAwaited(id)) || clock.now() + INTERVAL > end) break
    await sleep(clock, INTERVAL, signal)
  }
  const isSwitchedOff = (step: Step): boolean => {
    const [before, now] = [expected.get(targetOf(step)), seen.get(targetOf(step))]
    return Boolean(before && 'active' in before && before.active && now && 'active' in now && !now.active)
  }
  const isUndone = (step: Step): boolean => !isAwaited(step.id) && standingOf(step) === 'todo'
  const isOther = (step: Step): boolean =>
    standingOf(step) === 'changed' || isUndone(step) || isSwitchedOff(step)
  const differs = all.filter((step) => isOther(step)).map(({ id }) => id)
  const lagging = left.filter((step) => !isOther(step)).map(({ id }) => id)
  return verificationOf(lagging, differs)
}

/** A verification of these steps; all others are as they were written. */
export function verificationOf(lagging: readonly string[], differs: readonly string[]): Verification {
  const outcome = differs.length > 0 ? 'differs' : lagging.length > 0 ? 'lagging' : 'equal'
  return { outcome, lagging, differs }
}

/** Of several steps that write one attribute of an account, the last one says what is to be seen. */
function finalSteps(steps: readonly Step[]): Step[] {
  const written = new Map<string, Set<Attribute>>()
  const final: Step[] = []
  for (const step of [...steps].reverse()) {
    if (step.kind !== 'updateUser') {
      final.push(step)
      continue
    }
    const target = String(step.target)
    const later = written.get(target) ?? new Set()
    written.set(target, later)
    const to = Object.fromEntries(Object.entries(step.to).filter(([name]) => !later.has(name as Attribute)))
    for (const name of Object.keys(to)) later.add(name as Attribute)
    if (Object.keys(to).length > 0) final.push({ ...step, to })
  }
  return final.reverse()
}
