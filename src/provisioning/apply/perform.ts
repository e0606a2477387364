import { SCIMRefusedError } from '../../errors/refused-error.ts'
import type { UserAttributes } from '../../schemas/user.ts'
import { createOnce } from '../../tasks/create-once.ts'
import { findByName } from '../../tasks/find-group.ts'
import { beginTask, dialectOf, type Task } from '../../tasks/task.ts'
import { isInDoubt } from '../../tasks/track-writes.ts'
import type { Clock } from '../../time/clock.ts'
import type { Attributes } from '../attributes/attribute.ts'
import { canonicalAttributes } from '../attributes/canonical.ts'
import { toPartial, toUser } from '../attributes/write.ts'
import { standing } from '../plan/standing.ts'
import type { CreateGroupStep, CreateUserStep, MembersStep, Step, UpdateUserStep } from '../plan/step.ts'
import { rosterOf } from '../snapshot/account.ts'
import type { Account, Roster } from '../snapshot/snapshot.ts'
import type { ProvisioningClient } from './counted-client.ts'
import type { LiveState } from './live-state.ts'
import { type Dropped, writeWithout } from './refused-values.ts'

/** What a step is performed with. */
export interface Performer {
  readonly client: ProvisioningClient
  readonly live: LiveState
  readonly clock: Clock
  readonly settleTimeout: number
  /** Ends waits between requests. */
  readonly waits: AbortSignal
}

/** What came of a request. */
export interface Performed {
  readonly id: string
  /** The account or group as the answer shows it; absent if it does not. */
  readonly answer?: Account | Roster | undefined
  /** Attributes that were refused, while the rest was written. */
  readonly dropped?: readonly Dropped[]
  /** Whether Slack had it already. */
  readonly already?: boolean
}

/**
 * Sends the request of a step.
 *
 * @param step - a step whose refs are Slack ids
 */
export async function perform(step: Step, performer: Performer): Promise<Performed> {
  const { client, live } = performer
  switch (step.kind) {
    case 'createUser':
      return createAccount(step, performer)
    case 'updateUser':
      return updateAccount(step, performer)
    case 'reactivate': {
      const { user } = await client.patchUser(step.target, { active: true })
      return { id: step.target, answer: live.answer(user) }
    }
    case 'deactivate':
      await client.deleteUser(step.target)
      return { id: step.target }
    case 'toGuest':
    case 'toMember': {
      const partial = conversion(step.kind, taskOf(performer))
      const { user } = await client.patchUser(step.target, partial, { guestStatus: 'change' })
      return { id: step.target, answer: live.answer(user) }
    }
    case 'createGroup':
      return createRoster(step, performer)
    case 'renameGroup': {
      const { group } = await client.patchGroup(step.target, { displayName: step.to })
      const members = live.group(step.target)?.members
      return { id: step.target, answer: group && { ...rosterOf(group), ...(members && { members }) } }
    }
    default:
      return changeMembers(step, performer)
  }
}

async function createAccount(step: CreateUserStep, performer: Performer): Promise<Performed> {
  const task = taskOf(performer)
  const dialect = dialectOf(task)
  const create = (to: Attributes) =>
    createOnce(task, toUser(to, dialect, { guest: step.guest }), (write) => write)
  const { value, dropped } = await writeWithout(step.to, {
    required: ['userName', 'email'],
    write: create,
    async add(to, written) {
      if (!written) return create(to)
      const { id } = written.account
      const before = canonicalAttributes(written.account, dialect)
      const { user } = await performer.client.patchUser(id, toPartial(before, to, dialect))
      return user ? { ...written, account: user } : written
    },
  })
  const { account, created } = value
  if (created) return { id: account.id, answer: performer.live.answer(account), dropped }
  const answer = performer.live.account(account)
  // Another writer made it in the meantime, or an earlier run did and its answer was lost.
  if (standing(step, answer) === 'done') return { id: account.id, answer, already: true }
  const message = `applyPlan: ${step.id}: an account that differs has the address: ${account.id}: plan again`
  throw new SCIMRefusedError(message, 'ambiguous', account)
}

async function updateAccount(step: UpdateUserStep, performer: Performer): Promise<Performed> {
  const { client, live } = performer
  const id = live.targetOf(step) ?? ''
  const dialect = dialectOf(taskOf(performer))
  const before = live.user(id)?.attributes ?? step.from
  const patch = (to: Attributes) => client.patchUser(id, toPartial(before, to, dialect))
  const { value, dropped } = await writeWithout(step.to, { required: [], write: patch, add: patch })
  return { id, answer: live.answer(value.user), dropped }
}

async function createRoster(step: CreateGroupStep, performer: Performer): Promise<Performed> {
  const { client, waits } = performer
  const members = step.members.flatMap((value) => (typeof value === 'string' ? [{ value }] : []))
  try {
    const { group } = await client.createGroup({ displayName: step.name, members })
    return { id: group.id, answer: rosterOf(group) }
  } catch (error) {
    if (!isInDoubt(error) || waits.aborted) throw error
    const found = await findByName(taskOf(performer), step.name, true)
    if (!found) throw error
    return { id: found.id, answer: rosterOf(found) }
  }
}

async function changeMembers(step: MembersStep, { client, live }: Performer): Promise<Performed> {
  const id = live.targetOf(step) ?? ''
  const operation = step.kind === 'removeMembers' ? { operation: 'delete' } : {}
  const members = step.members.flatMap((value) =>
    typeof value === 'string' ? [{ value, ...operation }] : [],
  )
  const emptyGroup = step.kind === 'removeMembers' && step.leaves === 0
  const { group } = await client.patchGroup(id, { members }, emptyGroup ? { emptyGroup } : {})
  return { id, answer: group && rosterOf(group) }
}

function conversion(kind: 'toGuest' | 'toMember', task: Task<ProvisioningClient>): UserAttributes {
  const urn = dialectOf(task).urns.guest
  return kind === 'toGuest' ? { [urn]: { type: 'multi' } } : { meta: { attributes: [urn] } }
}

/** A task with the operations that a step may need. */
export function taskOf({ client, clock, settleTimeout, waits }: Performer): Task<ProvisioningClient> {
  return beginTask({
    name: 'applyPlan',
    scim: client,
    needs: [
      'searchUsers',
      'readUser',
      'createUser',
      'patchUser',
      'deleteUser',
      'searchGroups',
      'readGroup',
      'createGroup',
      'patchGroup',
    ],
    options: { clock, settleTimeout, signal: waits },
  })
}
