import type { History } from '../guards/history.ts'
import type { Action } from '../policy/policy.ts'
import type { StepIntent } from './entry.ts'

/** The limits of a policy count the actions of this many milliseconds: 24 hours. */
const WINDOW = 86_400_000

/** The actions of steps within the 24 hours before a time. */
export function recentActions(
  intents: readonly StepIntent[],
  now: number,
): Pick<History, 'counts' | 'removed'> {
  const counts: { [A in Action]?: number } = {}
  const removed: Record<string, number> = {}
  for (const { at, actions, target } of intents) {
    if (Date.parse(at) <= now - WINDOW) continue
    for (const [action, count] of Object.entries(actions) as [Action, number][])
      counts[action] = (counts[action] ?? 0) + count
    if (target !== undefined && actions.removeMembers)
      removed[target] = (removed[target] ?? 0) + actions.removeMembers
  }
  return { counts, removed }
}
