import type { GroupOperations, UserOperations } from '../../client/operations.ts'
import { createEmitter } from '../../events/emitter.ts'
import { FUNCTION, SWITCH } from '../../options/check-options.ts'
import { beginTask, dialectOf } from '../../tasks/task.ts'
import type { SnapshotEvent } from './events.ts'
import { type ListRead, readAccounts } from './read-accounts.ts'
import { readGroups } from './read-groups.ts'
import { unknownOrganization } from './read-organization.ts'
import type { OrganizationReader, Snapshot } from './snapshot.ts'

/** Options of {@link readSnapshot}. */
export interface ReadSnapshotOptions {
  /**
   * Reads what SCIM does not tell, such as `slackOrganization({ token })`. Without it ranks are unknown, and the
   * organization is the host of its profiles.
   */
  readonly facts?: OrganizationReader | undefined
  /** Whether groups are read; default `true`. */
  readonly groups?: boolean | undefined
  /** Ends the read; default none. */
  readonly signal?: AbortSignal | undefined
  /** Called as the read goes on; its errors are ignored. Default none. */
  readonly onEvent?: ((event: SnapshotEvent) => void) | undefined
}

/** How often a list that changes while it is read is read. */
const MAX_READS = 2

/**
 * Reads what Slack has, with the fewest requests: 1,000 accounts each, and groups by their size. A list that changes
 * while it is read is read once more; if it changes again, the snapshot is not `complete`.
 *
 * @param client - a client of either dialect, or anything with its operations
 * @param options - `facts`, `groups`, `signal` and `onEvent`
 * @throws {@link SCIMRefusedError} `active_unknown` for an account that does not say whether it works; `not_found` if
 *   nothing tells the organization
 * @throws {@link SCIMOrganizationError} if `facts` cannot be read
 *
 * @example
 * ```ts
 * import { SCIMClient } from 'slack-scim'
 * import { readSnapshot } from 'slack-scim/provisioning'
 *
 * const { users, complete } = await readSnapshot(new SCIMClient('xoxp-…'))
 * console.log(users.size, complete)
 * ```
 */
export async function readSnapshot(
  client: UserOperations & GroupOperations,
  options: ReadSnapshotOptions = {},
): Promise<Snapshot> {
  const name = 'readSnapshot'
  const { facts: reader, groups: wantsGroups = true, signal, onEvent } = options
  const task = beginTask({
    name,
    scim: client,
    needs: ['searchUsers', ...(wantsGroups ? (['searchGroups'] as const) : [])],
    options: options as object,
    rules: { facts: FUNCTION, groups: SWITCH, onEvent: FUNCTION },
  })
  const dialect = dialectOf(task)
  const emit = createEmitter<SnapshotEvent>([onEvent])
  const takenAt = new Date(task.clock.now()).toISOString()
  const facts = await reader?.({ signal })
  const read: ListRead<typeof client> = { client, call: task.call, facts, emit }
  const again = (resource: 'user' | 'group') => () => emit({ type: 'snapshot.again', resource })
  const accounts = await twice(() => readAccounts(read, dialect), again('user'))
  const organization = facts?.organization ?? accounts.host
  if (!organization) throw unknownOrganization(name)
  const { users } = accounts
  const none = { groups: new Map(), complete: true }
  const { groups, complete } = wantsGroups ? await twice(() => readGroups(read, users), again('group')) : none
  const snapshot: Snapshot = {
    organization,
    takenAt,
    complete: accounts.complete && complete,
    users,
    groups,
    roles: facts?.roles,
    self: facts?.self,
  }
  emit({ type: 'snapshot.end', users: users.size, groups: groups.size, complete: snapshot.complete })
  return snapshot
}

/** Reads a list, and once more if it is not complete. */
async function twice<Result extends { readonly complete: boolean }>(
  read: () => Promise<Result>,
  again: () => void,
): Promise<Result> {
  for (let reads = 1; ; reads++) {
    const result = await read()
    if (result.complete || reads === MAX_READS) return result
    again()
  }
}
