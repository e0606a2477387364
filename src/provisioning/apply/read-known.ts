import { findGroupByName } from '../../tasks/find-group.ts'
import { findUserByEmail } from '../../tasks/find-user.ts'
import { dialectOf } from '../../tasks/task.ts'
import type { Links } from '../links/links.ts'
import type { Plan } from '../plan/plan.ts'
import type { Step } from '../plan/step.ts'
import { accountOf, rosterOf } from '../snapshot/account.ts'
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
}

/** What is known of Slack before a run. */
export interface Known {
  readonly live: LiveState
  /** All of Slack; absent when only what the steps concern was read. */
  readonly snapshot?: Snapshot | undefined
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
export async function readTargets({ steps, counted, facts, options, links }: KnownRequest): Promise<Known> {
  const { client } = counted
  const users = new Map<string, Account>()
  const groups = new Map<string, Roster>()
  const live = new LiveState(client, { users, groups, links, facts })
  const targets = new Map(steps.map((step) => [live.targetOf(step) ?? step.id, step]))
  await inTurns(targets.values(), options.concurrency ?? 4, async (step) => {
    if (live.targetOf(step) !== undefined) await live.read(step)
    else await look(step)
  })
  return { live }

  /** Looks for what a step would create. */
  async function look(step: Step): Promise<void> {
    if (step.kind === 'createUser' && step.to.email) {
      const user = await findUserByEmail(client, step.to.email)
      if (user) live.note(accountOf(user, dialectOf({ name: 'applyBatch', scim: client }), facts))
    }
    if (step.kind === 'createGroup') {
      const group = await findGroupByName(client, step.name)
      if (group) live.note(rosterOf(group))
    }
  }
}
