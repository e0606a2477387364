import type { PlanSource } from '../plan/plan.ts'
import { checkPolicy } from '../policy/check-policy.ts'
import { parseDuration } from '../policy/duration.ts'
import type { Policy } from '../policy/policy.ts'
import { CLOCK_SKEW, SOURCE_MINIMUM } from './default-limits.ts'
import type { History } from './history.ts'
import type { Violation } from './violation.ts'

/** When sources are checked. */
export interface SourceGuardOptions {
  readonly policy: Policy
  /** What the age of a source is measured from. */
  readonly now: Date
}

/**
 * Checks that sources are whole: read to their end, not empty, not much smaller than when last applied, and not too
 * old. It needs no snapshot, so it can refuse before anything is requested.
 *
 * @param sources - `desired.sources`, or `plan.sources`
 * @param history - the rows that were last applied
 * @param options - `policy` and `now`
 * @throws {@link SCIMConfigurationError} for an unknown name or a wrong value in the policy
 *
 * @example
 * ```ts
 * import { checkSources, type Desired, type History, SCIMGuardError } from 'slack-scim/provisioning'
 *
 * export function refuseHalfSources({ sources }: Desired, history: History): void {
 *   const violations = checkSources(sources, history, { policy: { sourceMaxAge: '36h' }, now: new Date() })
 *   if (violations.length > 0) throw new SCIMGuardError(violations)
 * }
 * ```
 */
export function checkSources(
  sources: readonly PlanSource[],
  history: History,
  { policy, now }: SourceGuardOptions,
): readonly Violation[] {
  checkPolicy('checkSources', policy)
  const minimum = policy.sourceMinimum ?? SOURCE_MINIMUM
  const { sourceMaxAge } = policy
  const maxAge = sourceMaxAge === undefined ? undefined : parseDuration('policy.sourceMaxAge', sourceMaxAge)
  return sources.flatMap((source) => {
    const { name, rows, complete, takenAt } = source
    const last = Object.hasOwn(history.rows, name) ? history.rows[name] : undefined
    const of = last ?? 0
    const base = { guard: 'source', subject: name, planned: rows, already: 0, of } as const
    const found: Violation[] = []
    if (!complete)
      found.push({
        ...base,
        limit: rows,
        message: `${name}: the source was not read to its end: read it again`,
      })
    if (rows === 0) {
      const message = `${name}: the source has 0 rows${last === undefined ? '' : `, 0 of ${last}`}: see why it is empty`
      found.push({ ...base, limit: 1, message })
    } else if (last !== undefined && !(rows >= last * minimum)) {
      const lift = `policy.sourceMinimum: ${Math.floor((rows / last) * 100) / 100}`
      const message = `${name}: ${rows} of ${last} rows, below ${minimum * 100} %: see where the others went, or set ${lift}`
      found.push({ ...base, limit: Math.ceil(last * minimum), lift, message })
    }
    const age = now.getTime() - Date.parse(takenAt)
    // An unreadable time is refused as well: `NaN <= maxAge` is false.
    if (maxAge !== undefined && !(age <= maxAge && age >= -CLOCK_SKEW)) {
      const problem = age < 0 ? 'which is in the future' : `older than ${sourceMaxAge}`
      const message = `${name}: the source is of ${takenAt}, ${problem}: make a new one`
      found.push({ ...base, planned: age, limit: maxAge, message })
    }
    return found
  })
}
