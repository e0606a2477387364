import { ASSUMPTIONS, type AssumptionName } from '../../mocks/index.ts'
import { SCIMAbortError } from '../../src/index.ts'
import { GROUP_EXPERIMENTS } from './groups.ts'
import { Lab } from './lab.ts'
import { LIST_EXPERIMENTS } from './lists.ts'
import { PEOPLE_EXPERIMENTS } from './people.ts'
import type { Experiment, Findings } from './probe.ts'
import { PROTOCOL_EXPERIMENTS } from './protocol.ts'
import type { Wire } from './wire.ts'

/** All experiments, in their order. */
export const EXPERIMENTS: readonly Experiment[] = [
  ...PROTOCOL_EXPERIMENTS,
  ...PEOPLE_EXPERIMENTS,
  ...GROUP_EXPERIMENTS,
  ...LIST_EXPERIMENTS,
]

/** What a probe found out. */
export interface ProbeReport {
  readonly format: 1
  /** The organization that was asked. */
  readonly organization: string
  /** What is known now: the `assumptions` of `createEmulator`. */
  readonly assumptions: Findings
  /** What is still not known, and why. */
  readonly unknown: { readonly [Name in AssumptionName]?: string }
  /** Ids of accounts that are still active and of groups that are still there. */
  readonly left: readonly string[]
}

/** Why some assumptions have no experiment. */
const UNTRIED: { readonly [Name in AssumptionName]?: string } = {
  'deactivation-rank': 'SCIM cannot make an admin to deactivate',
  'bot-updates': 'SCIM cannot make a bot to change',
  'rate-limit-body': 'it would spend the limits of the organization',
  'locked-user': 'it would need writes to one account at the same time',
}

/** How a probe runs. */
export interface ProbeOptions {
  readonly wire: Wire
  readonly organization: string
  /** Begins the names of what is made. */
  readonly run: string
  /** Ends the experiments; what was made is still removed. */
  readonly signal?: AbortSignal
  /** Called before each experiment. */
  readonly onExperiment?: (names: readonly AssumptionName[], done: number) => void
}

/** Runs every experiment on accounts and groups of its own, and takes them away, whatever happens. */
export async function runProbe({
  wire,
  organization,
  run,
  signal,
  onExperiment,
}: ProbeOptions): Promise<ProbeReport> {
  const lab = new Lab(wire, run)
  let assumptions: Findings = {}
  const unknown: { [Name in AssumptionName]?: string } = { ...UNTRIED }
  let left: readonly string[] = []
  try {
    for (const [done, experiment] of EXPERIMENTS.entries()) {
      if (signal?.aborted)
        throw new SCIMAbortError('probe: interrupted', { applied: 'unknown', attempts: 0 }, signal.reason)
      onExperiment?.(experiment.names, done)
      let why = 'the answer fits none of the options'
      let found: Findings = {}
      try {
        found = await experiment.run(lab)
      } catch (error) {
        why = error instanceof Error ? error.message : String(error)
      }
      assumptions = { ...assumptions, ...found }
      for (const name of experiment.names) if (found[name] === undefined) unknown[name] = why
    }
  } finally {
    left = await lab.cleanUp()
  }
  for (const name of Object.keys(ASSUMPTIONS) as AssumptionName[])
    if (assumptions[name] === undefined) unknown[name] ??= 'there is no experiment'
  return { format: 1, organization, assumptions, unknown, left }
}
