import { describe, expect, it } from 'vitest'
import type { Seed } from '../../mocks/index.ts'
import { SCIM2Client, SCIMValidationError, URN_1_1, URN_2_0, type UserAttributes } from '../../src/index.ts'
import { inEveryWorld, openPlace, VERSIONS } from '../support/worlds.ts'

const seed: Seed = { users: [{ userName: 'guest', guest: { expiration: '2027-01-01T00:00:00Z' } }] }
const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User'
const URNS = { '1.1': URN_1_1, '2.0': URN_2_0 }

/** Partial users without which a guest stays a guest. */
const promotions = (urn: string): Record<string, unknown>[] => [
  { [urn]: null },
  { [urn]: ' ' },
  { [urn.toUpperCase().replace('URN', 'urn')]: null },
  { [urn]: { type: null } },
  { title: 'x', [urn]: { type: ' ', expiration: '2028-01-01T00:00:00Z' } },
  { meta: { attributes: [urn] } },
  { meta: { attributes: ['title', ` ${urn.toUpperCase()} `] } },
  { meta: { attributes: [`${urn}.type`] } },
  { meta: { attributes: [`${urn}:`] } },
  { meta: { attributes: [urn.replace('guest', 'gue\u200bst')] } },
  { [`${urn}:`]: null },
  { [CORE]: { [urn]: null } },
  { [`${CORE}:${urn}`]: null },
  { [urn.replace('ietf:params:', '')]: null },
]

/** Forms of `PatchOp` that do the same. */
const operations = (urn: string): Record<string, unknown>[] => [
  { op: 'remove', path: urn },
  { op: 'Remove', path: ` ${urn.toLowerCase()} ` },
  { op: 'remove', path: `${urn}:type` },
  { op: 'remove' },
  { op: 'replace', path: urn, value: null },
  { op: 'replace', path: urn, value: { type: null } },
  { op: 'add', path: `${urn}.type`, value: '' },
  { op: 'replace', value: { title: 'x', [urn]: null } },
  { op: 'replace', path: CORE, value: { [urn]: null } },
  { op: 'replace', value: { [CORE]: { [urn]: null } } },
  { op: 'replace', value: { [`${CORE}:${urn}`]: null } },
  { op: 'replace', value: [{ [urn]: null }] },
  { op: 'replace', value: { meta: { attributes: [urn] } } },
  { op: 'replace', path: `${CORE}:${urn}`, value: null },
  { op: 'replace', path: urn, value: {} },
  { op: 'replace', path: urn, value: { expiration: '2028-01-01T00:00:00Z' } },
  { op: 'add', path: `${urn}[type eq "multi"].type`, value: null },
  { op: 'remove', path: `${CORE}:${urn}` },
  { op: 'remove', path: CORE },
  { op: 'remove', path: `${urn}:` },
  { op: 'remove', path: `${urn}[type eq "multi"]` },
  { op: 'remove', path: urn.replace('slack', '\uff53lack') },
  { op: 'add', OP: 'remove', path: 'title', Path: urn, value: 'x' },
]

describe.each(VERSIONS)('patchUser of a guest (%s)', (version) => {
  const urn = URNS[version].guest

  it.each(promotions(urn).map((partial) => [JSON.stringify(partial), partial]))(
    'refuses %s',
    async (_, partial) => {
      const { scim, id, sent } = openPlace(version, { seed })
      const error = await scim
        .patchUser(id('guest'), partial as UserAttributes)
        .catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(SCIMValidationError)
      expect((error as Error).message).toContain(
        `patchUser: ${urn}: would make a full member of a guest: call convertToMember, or pass guestStatus: 'change'`,
      )
      expect(sent).toEqual([])
    },
  )

  it('accepts an expiration, its removal, and other attributes', async () => {
    const { scim, id, emulator } = openPlace(version, { seed })
    await scim.patchUser(id('guest'), { [urn]: { expiration: '2028-01-01T00:00:00Z' }, title: 'x' })
    expect(emulator.state.user('guest')?.guest?.expiration).toBe('2028-01-01T00:00:00Z')
    await scim.patchUser(id('guest'), { meta: { attributes: [`${urn}.expiration`] } })
    expect(emulator.state.user('guest')?.guest).toMatchObject({ type: 'multi', expiration: null })
    expect(emulator.state.user('guest')?.title).toBe('x')
  })

  it('sends an unguarded PATCH through apiCall', async () => {
    const { scim, id, emulator } = openPlace(version, { seed })
    const body =
      version === '1.1'
        ? { meta: { attributes: [urn] } }
        : { schemas: [URN_2_0.patch], Operations: [{ op: 'remove', path: urn }] }
    await scim.apiCall({ method: 'PATCH', path: `Users/${id('guest')}`, body })
    expect(emulator.state.user('guest')?.guest).toBeNull()
  })
})

describe('patchUser of a guest with a PatchOp', () => {
  it.each(operations(URN_2_0.guest).map((operation) => [JSON.stringify(operation), operation]))(
    'refuses %s',
    async (_, operation) => {
      const { scim, id, sent } = openPlace('2.0', { seed })
      if (!(scim instanceof SCIM2Client)) throw new Error('2.0 has a client of its own')
      const Operations = [{ op: 'replace', path: 'title', value: 'x' }, operation] as never
      await expect(scim.patchUser(id('guest'), { Operations })).rejects.toThrow(/guestStatus: 'change'/)
      expect(sent).toEqual([])
    },
  )

  it('accepts a promotion with guestStatus: change', () =>
    inEveryWorld({ seed }, async ({ scim, id, emulator }) => {
      const urn = scim.dialect.urns.guest
      await scim.patchUser(id('guest'), { meta: { attributes: [urn] } }, { guestStatus: 'change' })
      expect(emulator.state.user('guest')?.guest).toBeNull()
    }))
})
