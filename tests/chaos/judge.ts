import { SCIMError } from '../../src/index.ts'
import type { Act } from './act.ts'
import type { Trace } from './trace.ts'

/** How an act ended for its caller. */
export interface Ending {
  readonly result?: unknown
  readonly error?: unknown
}

/** What is said of the effect of what failed, as far as it is said. */
export function appliedOf(error: unknown): 'yes' | 'no' | 'unknown' | undefined {
  const { applied } = error as { readonly applied?: 'yes' | 'no' | 'unknown' }
  return applied
}

/**
 * Holds what the library said against what the emulator did.
 *
 * @param before - the state before the act
 * @param hurried - whether the act had a deadline or a signal that may have ended it
 * @param oneOfTwo - whether it was done twice at once, so that an effect may be the other's
 * @returns what is wrong, a sentence each
 */
export function judge(
  act: Act,
  ending: Ending,
  trace: Trace,
  before: string,
  hurried: boolean,
  oneOfTwo: boolean,
): string[] {
  const problems: string[] = []
  const twice = (what: string): boolean => trace.effects.filter((effect) => effect === what).length > 1
  if (twice('new user')) problems.push('made two users')
  if (twice('new group')) problems.push('made two groups')
  if (trace.overlaps > 0) problems.push('wrote to a resource that it was still writing to')
  if ('error' in ending) problems.push(...judgeError(act, ending.error, trace, before, hurried, oneOfTwo))
  else problems.push(...judgeResult(act, ending.result, trace))
  return problems
}

function judgeResult(act: Act, result: unknown, { effects }: Trace): string[] {
  const problems: string[] = []
  if (act.refused) problems.push('was done, though it was to be refused')
  if (act.holds && !act.holds()) problems.push('was reported done, and Slack does not hold it')
  const wrong = act.check?.(result, effects)
  if (wrong !== undefined) problems.push(wrong)
  return problems
}

function judgeError(
  act: Act,
  error: unknown,
  trace: Trace,
  before: string,
  hurried: boolean,
  oneOfTwo: boolean,
): string[] {
  if (!SCIMError.is(error)) return [`threw what is none of ours: ${String(error)}`]
  const problems: string[] = []
  const unprovoked = trace.faults.length === 0 && !hurried && !act.refused && !act.mayFail?.(error)
  if (unprovoked) problems.push('failed without a fault')
  const applied = appliedOf(error)
  const touched = trace.effects.length > 0 || JSON.stringify(act.state()) !== before
  if (applied === 'no' && touched && !oneOfTwo)
    problems.push(`says 'no', and had an effect: ${trace.effects.join(', ')}`)
  if (applied === 'yes' && act.holds?.() !== true && !oneOfTwo)
    problems.push(`says 'yes', and Slack does not hold it`)
  if (!act.holds && applied !== undefined && applied !== 'no') problems.push(`says '${applied}' of a read`)
  if (applied === undefined) problems.push('does not say what was applied')
  const { attempts } = error as { readonly attempts?: unknown }
  if (act.kind === 'call' && attempts !== trace.sent) {
    problems.push(`says ${String(attempts)} attempts, and made ${trace.sent}`)
  }
  if (act.kind === 'call' && !says(error.message, trace.sent)) {
    problems.push('does not say which attempt it was')
  }
  return problems
}

/** A pacer speaks of an attempt that was not made. */
function says(message: string, attempts: number): boolean {
  return message.includes(`(attempt ${attempts})`) || message.includes('this attempt was not sent')
}
