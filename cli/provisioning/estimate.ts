import { isDangerous } from '../../src/provisioning/apply/run-step.ts'
import type { Estimate, Plan } from '../../src/provisioning/index.ts'

/** Writes a second: half of the 180 a minute that Slack takes. */
const WRITES_PER_SECOND = 1.5
/** Accounts of a request. */
const PAGE = 1000

/** What applying a plan costs at least: reading Slack, the steps, the reads just before them, and the verification. */
export function estimate({ steps, base }: Plan): Estimate {
  const reads = Math.ceil(base.accounts / PAGE) + Math.ceil(base.groups / PAGE)
  const requests = reads + 2 * steps.length + steps.filter(isDangerous).length
  return { requests, seconds: Math.ceil(steps.length / WRITES_PER_SECOND) }
}
