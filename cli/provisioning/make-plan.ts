import type { Client } from '../../src/index.ts'
import {
  checkGuards,
  checkSources,
  type Desired,
  type JournalState,
  type OrganizationReader,
  type Plan,
  type Policy,
  planDigest,
  planProvisioning,
  readSnapshot,
  SCIMGuardError,
  SCIMPlanError,
  type Snapshot,
  type Violation,
} from '../../src/provisioning/index.ts'
import { counted, grouped } from '../../src/provisioning/render/figures.ts'
import type { Allowed } from '../config/actions.ts'
import { isMissingScope } from '../slack/missing-scope.ts'
import type { Output } from '../terminal/output.ts'
import { onlySteps } from './only.ts'

/** What a plan is made with. */
export interface MakePlan {
  readonly desired: Desired
  readonly state: JournalState
  readonly policy: Policy
  readonly client: Client
  readonly facts: OrganizationReader
  /** The organization of the configuration; another one is refused. */
  readonly organization?: string | undefined
  readonly allow: Allowed
  /** Kinds of steps, keys or ids; default all. */
  readonly only?: readonly string[] | undefined
  /** Changes the plan before the guards are asked; default not. */
  readonly adjust?: ((plan: Plan) => Plan) | undefined
  /** What Slack has, if it was read already. */
  readonly snapshot?: Snapshot | undefined
  readonly now: Date
  readonly output: Output
  readonly signal?: AbortSignal | undefined
}

/** A plan, and what is to be known of it. */
export interface MadePlan {
  readonly plan: Plan
  readonly digest: string
  readonly violations: readonly Violation[]
  readonly snapshot: Snapshot
}

/**
 * Plans. Sources that are not whole are refused before anything is requested.
 *
 * @throws {SCIMGuardError} for sources that are empty, too small or too old
 * @throws {SCIMPlanError} for another organization than the configuration and the journal are of
 */
export async function makePlan(given: MakePlan): Promise<MadePlan> {
  const { desired, state, policy, allow, now, adjust = (plan) => plan } = given
  const refused = checkSources(desired.sources, state.history, { policy, now })
  if (refused.length > 0) throw new SCIMGuardError(refused)
  const snapshot = given.snapshot ?? (await readSlack(given))
  const whole = adjust(planProvisioning({ desired, snapshot, links: state.links, policy, now }))
  const plan = given.only === undefined ? whole : onlySteps(whole, given.only)
  const violations = checkGuards(plan, state.history, policy, { allow, now: new Date() })
  return { plan, digest: await planDigest(plan), violations, snapshot }
}

/** What reading Slack needs. */
export type ReadSlack = Pick<MakePlan, 'client' | 'facts' | 'organization' | 'output' | 'signal'> & {
  readonly state?: JournalState
}

/** Reads what Slack has, after it is known that it is the right organization. */
export async function readSlack({
  client,
  facts,
  organization,
  output,
  signal,
  state,
}: ReadSlack): Promise<Snapshot> {
  const expected = [
    ['the configuration', organization],
    ['the journal', state?.links.organization],
  ] as const
  const check = (found: string): void => {
    for (const [who, wanted] of expected)
      if (wanted && wanted !== found)
        throw new SCIMPlanError(
          `organization: the token is of ${found}, and ${who} is of ${wanted}: use the token of ${wanted}`,
          'wrong_organization',
        )
  }
  const reader: OrganizationReader = async (options) => {
    const expect = expected.find(([, wanted]) => wanted)?.[1]
    const read = await facts({ ...options, ...(expect && { expect }) })
    check(read.organization)
    return read
  }
  const progress = (rows: number, noun: string): void =>
    output.progress(`Reading Slack: ${grouped(rows)} ${noun}`)
  const read = (from?: OrganizationReader): Promise<Snapshot> =>
    readSnapshot(client, {
      facts: from,
      signal,
      onEvent: (event) => {
        if (event.type === 'snapshot.page')
          progress(event.rows, event.resource === 'user' ? 'accounts' : 'groups')
      },
    })
  const snapshot = await read(reader).catch((error: unknown) => {
    if (!isMissingScope(error)) throw error
    output.note(
      `warning: ${error.message}. Until then no account is deactivated, unless --protect names whom not to.`,
    )
    return read()
  })
  output.progress('')
  check(snapshot.organization)
  if (!snapshot.complete)
    output.note('warning: the accounts changed while they were read; run the command again.')
  else
    output.note(
      `Read ${counted(snapshot.users.size, 'account')} and ${counted(snapshot.groups.size, 'group')}.`,
    )
  return snapshot
}
