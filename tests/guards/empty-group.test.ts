import { describe, expect, it } from 'vitest'
import type { Seed } from '../../mocks/index.ts'
import { type GroupAttributes, SCIM2Client, type SCIMClient, SCIMValidationError } from '../../src/index.ts'
import { inEveryWorld, type Place } from '../support/worlds.ts'

const seed: Seed = {
  users: ['a', 'b', 'c'].map((userName) => ({ userName })),
  groups: [{ displayName: 'team', members: ['a', 'b', 'c'] }],
}
const URN = 'urn:ietf:params:scim:schemas:core:2.0:Group'
const U1 = [{ value: 'U1' }]

/** Operations that would remove everyone, or that have done so. */
const EMPTYING: readonly object[] = [
  { op: 'remove', path: 'members' },
  { op: 'Remove', path: 'members' },
  { op: 'REMOVE', path: 'Members' },
  { op: 'remove', path: ' members ' },
  { op: 'remove', path: 'members', value: U1 },
  { op: 'remove', path: 'members', value: [] },
  { op: 'remove', path: 'members.value' },
  { op: 'remove', path: 'members[value pr]' },
  { op: 'remove', path: 'members[value ne "U1"]' },
  { op: 'remove', path: 'members[not (value eq "U1")]' },
  { op: 'remove', path: 'members[value eq "U1" or value pr]' },
  { op: 'remove', path: 'members[]' },
  { op: 'remove', path: `${URN}:members` },
  { op: 'remove', path: `${URN.toUpperCase()}:MEMBERS` },
  { op: 'remove', path: `${URN}:members`, value: U1 },
  { op: 'remove', path: URN },
  { op: 'remove', value: { members: U1 } },
  { op: 'remove', path: '', value: { members: U1 } },
  { op: 'remove' },
  { op: 'replace', path: 'members', value: [] },
  { op: 'Replace', path: 'MEMBERS', value: [] },
  { op: 'replace', path: 'members', value: null },
  { op: 'replace', path: 'members' },
  { op: 'replace', path: `${URN}:members`, value: [] },
  { op: 'replace', value: { members: [] } },
  { op: 'replace', value: { Members: [] } },
  { op: 'replace', value: { members: null } },
  { op: 'replace', value: { [`${URN}:members`]: [] } },
  { op: 'replace', value: { [URN]: { members: [] } } },
  { op: 'replace', path: '', value: { members: [] } },
  { op: 'replace', path: null, value: { members: [] } },
  { op: 'replace', path: URN, value: { members: [] } },
]

/** The same as partial resources. */
const EMPTYING_PARTIALS: readonly object[] = [
  { members: null },
  { Members: null },
  { members: ' ' },
  { meta: { attributes: ['members'] } },
  { meta: { attributes: ['displayName', 'Members'] } },
  { [`${URN}:members`]: null },
  { [URN]: { members: null } },
]

const HARMLESS: readonly object[] = [
  { op: 'remove', path: 'members[value eq "U1"]' },
  { op: 'Remove', path: 'members[ value EQ "U1" ]' },
  { op: 'remove', path: 'members[value eq U1]' },
  { op: 'remove', path: 'members[value eq "U1" or value eq "U2"]' },
  { op: 'remove', path: `${URN}:members[value eq "U1"]` },
  { op: 'add', path: 'members', value: [] },
  { op: 'add', path: 'members', value: U1 },
  { op: 'replace', path: 'members', value: U1 },
  { op: 'replace', path: 'displayName', value: 'members' },
  { op: 'replace', value: { displayName: 'members' } },
]

/** What is sent of a patch, and what stands in its way. */
async function patch(
  body: object,
  options: { readonly emptyGroup?: boolean } = {},
): Promise<{ readonly error: unknown; readonly requests: number }> {
  let requests = 0
  const scim = new SCIM2Client('xoxp', {
    transport: async () => {
      requests++
      return { status: 204, headers: { get: () => null }, text: async () => '' }
    },
  })
  const error = await scim
    .patchGroup('S1', body as GroupAttributes, options)
    .catch((thrown: unknown) => thrown)
  return { error, requests }
}

describe('a PATCH of 2.0 that would empty a group', () => {
  for (const operation of EMPTYING) {
    it(`is refused: ${JSON.stringify(operation)}`, async () => {
      const harmless = { op: 'replace', path: 'displayName', value: 'x' }
      const { error, requests } = await patch({ Operations: [harmless, operation] })
      expect(error).toBeInstanceOf(SCIMValidationError)
      expect([requests, String(error).includes('emptyGroup: true')]).toEqual([0, true])
    })
  }

  for (const partial of EMPTYING_PARTIALS) {
    it(`is refused as a partial resource: ${JSON.stringify(partial)}`, async () => {
      const { error, requests } = await patch(partial)
      expect(error).toBeInstanceOf(SCIMValidationError)
      expect(requests).toBe(0)
    })
  }

  it('is sent when it is meant', async () => {
    for (const operation of [EMPTYING[0], EMPTYING[4], EMPTYING[19]]) {
      const { error, requests } = await patch({ Operations: [operation] }, { emptyGroup: true })
      expect([error, requests].at(1)).toBe(1)
    }
    expect((await patch({ members: null }, { emptyGroup: true })).requests).toBe(1)
  })

  for (const operation of HARMLESS) {
    it(`is not what this is: ${JSON.stringify(operation)}`, async () => {
      expect((await patch({ Operations: [operation] })).requests).toBe(1)
    })
  }
})

describe('no partial resource of a group', () => {
  const members = ({ emulator }: Place): number => emulator.state.group('team')?.members.length ?? 0

  it('empties it by accident, in any world', () =>
    inEveryWorld({ seed }, async (place) => {
      const id = place.emulator.state.group('team')?.id ?? ''
      for (const partial of [{ members: [] }, ...EMPTYING_PARTIALS]) {
        const scim: SCIMClient | SCIM2Client = place.scim
        await scim.patchGroup(id, partial as GroupAttributes).catch(() => {})
        expect(members(place)).toBe(3)
      }
    }))

  it.each([
    { members: null },
    { members: ' ' },
    { meta: { attributes: ['members'] } },
    { displayName: 'crew', members: null },
  ])('but %j does where that is meant', (partial) =>
    inEveryWorld({ seed }, async (place) => {
      const id = place.emulator.state.group('team')?.id ?? ''
      const scim: SCIMClient | SCIM2Client = place.scim
      await scim.patchGroup(id, partial as unknown as GroupAttributes, { emptyGroup: true })
      expect(place.emulator.state.groups[0]).toMatchObject({
        displayName: partial.displayName ?? 'team',
        members: [],
      })
    }),
  )
})
