import { addGroupMembers, removeGroupMembers, setGroupMembers } from '../../src/index.ts'
import { type ContractHarness, type ContractScene, contractTest, frozen, rejection } from './harness.ts'
import { person } from './user-contract.ts'

/** Groups: created, read, changed, replaced, deleted, and who is in them. */
export function groupContract(harness: ContractHarness): void {
  const { describe, expect } = harness
  const test = (title: string, body: Parameters<typeof contractTest>[2]): void =>
    contractTest(harness, title, body)

  const people = async ({ scim, name }: ContractScene, count: number): Promise<string[]> => {
    const ids: string[] = []
    for (let made = 0; made < count; made++) ids.push((await scim.createUser(person(name()))).user.id)
    return ids
  }
  const membersOf = async ({ scim }: ContractScene, id: string): Promise<string[]> =>
    ((await scim.readGroup(id)).group.members ?? []).flatMap(({ value }) => (value ? [value] : [])).sort()

  describe('groups', () => {
    test('are created, read, renamed and deleted', async (scene) => {
      const { scim, name } = scene
      const [id = ''] = await people(scene, 1)
      const displayName = name()
      const created = await scim.createGroup(frozen({ displayName, members: [{ value: id }] }))
      expect(created.status).toBe(201)
      expect((await scim.readGroup(created.group.id)).group.displayName).toBe(displayName)
      const renamed = name()
      const answer = await scim.patchGroup(created.group.id, frozen({ displayName: renamed }))
      expect(answer.group === undefined).toBe(answer.rawBody === '')
      expect((await scim.readGroup(created.group.id)).group.displayName).toBe(renamed)
      expect(await membersOf(scene, created.group.id)).toEqual([id])
      expect((await scim.deleteGroup(created.group.id)).status).toBe(204)
      expect((await rejection(scim.readGroup(created.group.id)))?.status).toBe(404)
    })

    test('gain and lose members, one by one', async (scene) => {
      const { scim, name } = scene
      const [a = '', b = '', c = ''] = await people(scene, 3)
      const { group } = await scim.createGroup({ displayName: name(), members: [{ value: a }] })
      await addGroupMembers(scim, group.id, frozen([b, c, b]))
      expect(await membersOf(scene, group.id)).toEqual([a, b, c].sort())
      await removeGroupMembers(scim, group.id, frozen([b]))
      expect(await membersOf(scene, group.id)).toEqual([a, c].sort())
    })

    test('get exactly the members of setGroupMembers', async (scene) => {
      const { scim, name } = scene
      const [a = '', b = '', c = ''] = await people(scene, 3)
      const { group } = await scim.createGroup({ displayName: name(), members: [{ value: a }, { value: b }] })
      const set = await setGroupMembers(scim, group.id, frozen([b, c]))
      expect([set.added, set.removed]).toEqual([[c], [a]])
      expect(await membersOf(scene, group.id)).toEqual([b, c].sort())
      const again = await setGroupMembers(scim, group.id, [b, c])
      expect([again.added, again.removed]).toEqual([[], []])
      expect((await rejection(setGroupMembers(scim, group.id, [])))?.name).toBe('SCIMValidationError')
      await setGroupMembers(scim, group.id, [], { emptyGroup: true })
      expect(await membersOf(scene, group.id)).toEqual([])
    })

    test('are replaced by updateGroup', async (scene) => {
      const { scim, name } = scene
      const [a = '', b = ''] = await people(scene, 2)
      const { group } = await scim.createGroup({ displayName: name(), members: [{ value: a }] })
      const displayName = name()
      await scim.updateGroup(frozen({ id: group.id, displayName, members: [{ value: b }] }))
      // The first read after a PUT may still show what was before.
      await scim.readGroup(group.id)
      expect((await scim.readGroup(group.id)).group.displayName).toBe(displayName)
      expect(await membersOf(scene, group.id)).toEqual([b])
    })

    test('reject an update without members', async (scene) => {
      const { scim, name } = scene
      const [a = ''] = await people(scene, 1)
      const { group } = await scim.createGroup({ displayName: name(), members: [{ value: a }] })
      const partial = { id: group.id, displayName: group.displayName } as typeof group
      expect((await rejection(scim.updateGroup(partial)))?.name).toBe('SCIMValidationError')
      expect(await membersOf(scene, group.id)).toEqual([a])
    })
  })
}
