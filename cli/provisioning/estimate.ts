import { isDangerous } from '../../src/provisioning/apply/run-step.ts'
import type { Estimate, Plan, Step } from '../../src/provisioning/index.ts'

/** Writes a second: half of the 180 a minute that Slack takes. */
const WRITES_PER_SECOND = 1.5
/** Accounts of a request. */
const PAGE = 1000

/** Steps of a kind that are done alone first, and read back. */
const CANARIES = 5

/**
 * What applying a plan costs at least, as its report counts it: reading Slack, the steps, the reads just before some and
 * just after the first of each kind, and the verification.
 */
export function estimate({ steps, base }: Plan): Estimate {
  const reads = Math.ceil(base.accounts / PAGE) + Math.ceil(base.groups / PAGE)
  const kinds = new Map<Step['kind'], number>()
  for (const { kind } of steps) kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  const canaryReads = [...kinds.values()].reduce((sum, count) => sum + Math.min(count, CANARIES), 0)
  const targets = new Set(steps.map(({ id, ...step }) => ('target' in step ? targetOf(step.target) : id)))
    .size
  const requests = reads + steps.length + steps.filter(isDangerous).length + canaryReads + targets
  return { requests, seconds: Math.ceil(steps.length / WRITES_PER_SECOND) }
}

/** One text for each account or group: an id, or the key of one that another step creates. */
function targetOf(target: string | { readonly key: string }): string {
  return typeof target === 'string' ? target : `key ${target.key}`
}
