import { expect, it } from 'vitest'
import { createEmulator } from '../../mocks/index.ts'
import { SCIM2Client, SCIMClient, setGroupMembers } from '../../src/index.ts'

/** Slack's own limit for one write; twice as many people as one group has. */
const MEMBERS = 15_000

const id = (n: number): string => `U${String(n).padStart(8, '0')}`
const ids = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, n) => id(from + n))

// On 2.0 a request has 5000 operations of one member each, each of which must not cost what the group has.
it.each([
  ['1.1', SCIMClient],
  ['2.0', SCIM2Client],
] as const)(
  'setGroupMembers exchanges half of 15,000 members on %s in five requests',
  async (_version, Client) => {
    const emulator = createEmulator({
      seed: {
        users: ids(0, 2 * MEMBERS).map((one, n) => ({ id: one, userName: `person-${n}` })),
        groups: [{ id: 'S1', displayName: 'everyone', members: ids(0, MEMBERS) }],
      },
    })
    let requests = 0
    const scim = new Client(emulator.token, {
      transport: (url, init) => {
        requests++
        return emulator.transport(url, init)
      },
    })
    const wanted = ids(MEMBERS / 2, MEMBERS + MEMBERS / 2)
    const { added, removed, group } = await setGroupMembers(scim, 'S1', wanted)
    expect([added.length, removed.length]).toEqual([MEMBERS / 2, MEMBERS / 2])
    expect(group.members?.map(({ value }) => value)).toEqual(wanted)
    expect(requests).toBe(5)
  },
  30_000,
)
