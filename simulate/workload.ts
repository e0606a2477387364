import type { SCIMClient } from '../src/client/scim-client.ts'
import type { SCIM2Client } from '../src/client/scim2-client.ts'

/** One request of a workload. */
export interface Job {
  readonly operation: 'createUser' | 'readUser' | 'patchUser' | 'deleteUser' | 'createGroup' | 'patchGroup'
  readonly id: string
}

/** Requests, in the order in which they are made. */
export interface Workload {
  readonly name: string
  readonly jobs: readonly Job[]
}

/** The users of a new directory. */
export function creates(count: number): Workload {
  return {
    name: `${count} creates`,
    jobs: Array.from({ length: count }, (_, index) => ({ operation: 'createUser', id: `person-${index}` })),
  }
}

/** Changes of memberships: of every group many times, each time under its lock. */
export function groupUpdates(count: number, groups: number): Workload {
  return {
    name: `${count} updates of ${groups} groups`,
    jobs: Array.from({ length: count }, (_, index) => ({
      operation: 'patchGroup',
      id: `S${index % groups}`,
    })),
  }
}

/** How often each operation comes in a sync, in percent. */
const MIX: readonly (readonly [Job['operation'], number])[] = [
  ['readUser', 30],
  ['patchUser', 28],
  ['patchGroup', 20],
  ['createUser', 12],
  ['deleteUser', 8],
  ['createGroup', 2],
]

/** A sync with a directory: reads, joiners, movers and leavers, mixed. */
export function mixedSync(count: number, random: () => number): Workload {
  const draw = (index: number): Job => {
    let percent = random() * 100
    for (const [operation, part] of MIX) {
      percent -= part
      if (percent >= 0) continue
      return { operation, id: operation === 'patchGroup' ? `S${Math.floor(random() * 500)}` : `U${index}` }
    }
    return { operation: 'readUser', id: `U${index}` }
  }
  return { name: `mixed sync of ${count}`, jobs: Array.from({ length: count }, (_, index) => draw(index)) }
}

/** Makes the request of a job. */
export function perform(scim: SCIMClient | SCIM2Client, { operation, id }: Job): Promise<unknown> {
  const emails = [{ value: `${id}@example.com`, primary: true }]
  const members = [{ value: 'U1' }]
  if (operation === 'createUser') return scim.createUser({ userName: id, emails })
  if (operation === 'readUser') return scim.readUser(id)
  if (operation === 'patchUser') return scim.patchUser(id, { title: 'Nurse' })
  if (operation === 'deleteUser') return scim.deleteUser(id)
  if (operation === 'createGroup') return scim.createGroup({ displayName: id, members })
  return scim.patchGroup(id, { members })
}

/** The same request as it is on the wire. */
export function wire({ operation, id }: Job): {
  readonly method: string
  readonly url: string
  readonly body?: string
} {
  const base = `https://api.slack.com/scim/v1/${operation.endsWith('User') ? 'Users' : 'Groups'}`
  const one = `${base}/${id}`
  if (operation.startsWith('create')) return { method: 'POST', url: base, body: '{}' }
  if (operation === 'readUser') return { method: 'GET', url: one }
  if (operation === 'deleteUser') return { method: 'DELETE', url: one }
  return { method: 'PATCH', url: one, body: '{}' }
}
