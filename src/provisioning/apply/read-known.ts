import { findGroupByName } from '../../tasks/find-group.ts'
import { findUserByEmail } from '../../tasks/find-user.ts'
import { dialectOf } from '../../tasks/task.ts'
import type { Clock } from '../../time/clock.ts'
import type { Links } from '../links/links.ts'
import type { Plan } from '../plan/plan.ts'
import type { Step } from '../plan/step.ts'
import { accountOf, rosterOf } from '../snapshot/account.ts'
import { readOrganization } from '../snapshot/read-organization.ts'
import { readSnapshot } from '../snapshot/read-snapshot.ts'
import type { Account, OrganizationFacts, Roster, Snapshot } from '../snapshot/snapshot.ts'
import type { CountedClient } from './counted-client.ts'
import { inTurns } from './in-turns.ts'
import { LiveState } from './live-state.ts'
import type { ApplyOptions } from './options.ts'

/** What is read before a run. */
export interface KnownRequest {
  readonly plan: Plan
  readonly steps: readonly Step[]
  readonly counted: CountedClient
  readonly facts: OrganizationFacts | undefined
  readonly options: ApplyOptions
  readonly links: Links
  readonly signal: AbortSignal
  readonly clock: Clock
}

/** What is known of Slack before a run. */
export interface Known {
  readonly live: LiveState
  /** All of Slack, or what the steps concern. */
  readonly snapshot: Snapshot
}

/** Reads all of Slack: the guards and every step are judged by it. */
export async function readAll({ counted, facts, options, links, signal }: KnownRequest): Promise<Known> {
  const snapshot = await readSnapshot(counted.client, {
    ...(facts && { facts: async () => facts }),
    signal,
    onEvent: (event) => {
      if (event.type !== 'snapshot.end') options.onEvent?.(event)
    },
  })
  return { snapshot, live: new LiveState(counted.client, { ...snapshot, links, facts }) }
}

/** Reads only the accounts and groups that steps concern. */
export async function readTargets({
  steps,
  counted,
  facts,
  options,
  links,
  clock,
  signal,
}: KnownRequest): Promise<Known> {
  const { client } = counted
  const organization = facts?.organization ?? (await readOrganization('applyBatch', client, { signal }))
  const users = new Map<string, Account>()
  const groups = new Map<string, Roster>()
  const live = new LiveState(client, { users, groups, links, facts })
  const takenAt = new Date(clock.now()).toISOString()
  const targets = new Map(steps.map((step) => [live.targetOf(step) ?? step.id, step]))
  await inTurns(targets.values(), options.concurrency ?? 4, async (step) => {
    const found = live.targetOf(step) === undefined ? await look(step) : await live.read(step)
    if (!found) return
    live.note(found)
    if ('attributes' in found) users.set(found.id, found)
    else groups.set(found.id, found)
  })
  const { roles, self } = facts ?? {}
  return { live, snapshot: { organization, takenAt, complete: true, users, groups, roles, self } }

  /** Looks for what a step would create. */
  async function look(step: Step): Promise<Account | Roster | undefined> {
    if (step.kind === 'createUser' && step.to.email) {
      const user = await findUserByEmail(client, step.to.email)
      return user && accountOf(user, dialectOf({ name: 'applyBatch', scim: client }), facts)
    }
    const group = step.kind === 'createGroup' ? await findGroupByName(client, step.name) : undefined
    return group && rosterOf(group)
  }
}
