import { describe, expect, it } from 'vitest'
import {
  type PatchOperation,
  SCIMValidationError,
  toWritable,
  URN_2_0,
  type UserAttributes,
} from '../../src/index.ts'
import { failure } from '../support/outcome.ts'
import { openPlace, VERSIONS } from '../support/worlds.ts'

const seed = { users: [{ userName: 'jo', mobilePhone: '+1', primaryPhone: '+2' }] }

describe.each(VERSIONS)('a mobile phone written back as read, on %s', (version) => {
  it('rejects a PUT and a PATCH of the user as read, and accepts toWritable of it', async () => {
    const { scim, id, writes } = openPlace(version, { seed })
    const { user } = await scim.readUser(id('jo'))
    for (const write of [
      scim.updateUser({ ...user, title: 'x' }),
      scim.patchUser(user.id, { ...user, title: 'x' }),
      scim.patchUser(user.id, { phoneNumbers: [{ value: '+9', type: 'mobile' }] }),
    ]) {
      const { issues } = await failure(write, SCIMValidationError)
      expect(issues.map(({ path, message }) => [path, message.includes('toWritable')])).toEqual([
        ['phoneNumbers.0', true],
      ])
    }
    expect(writes()).toEqual([])
    await scim.updateUser({ ...toWritable(user), title: 'x' })
    expect((await scim.readUser(user.id)).user.phoneNumbers).toEqual(user.phoneNumbers)
  })

  it('rejects a create with both phones as read, of which one would be lost', async () => {
    const { scim, id, writes } = openPlace(version, { seed })
    const { phoneNumbers } = (await scim.readUser(id('jo'))).user
    const other = { userName: 'other', emails: [{ value: 'other@example.com', primary: true }] }
    const { issues } = await failure(scim.createUser({ ...other, phoneNumbers }), SCIMValidationError)
    expect(issues.map(({ path }) => path)).toEqual(['phoneNumbers.0'])
    expect(writes()).toEqual([])
    // Alone it overwrites none.
    await scim.createUser({ ...other, phoneNumbers: [{ value: '+9', type: 'mobile' }] })
    expect(writes()).toHaveLength(1)
  })

  it.each(['Mobile', 'MOBILE'])('rejects type %s', async (type) => {
    const { scim, id, writes } = openPlace(version, { seed })
    await failure(scim.patchUser(id('jo'), { phoneNumbers: [{ value: '+9', type }] }), SCIMValidationError)
    expect(writes()).toEqual([])
  })

  it.each<[string, UserAttributes]>([
    [
      'both phones by their types',
      {
        phoneNumbers: [
          { value: '+3', type: 'work' },
          { value: '+4', type: 'mobile' },
        ],
      },
    ],
    [
      'the mobile phone by primary: false',
      {
        phoneNumbers: [
          { value: '+3', primary: true },
          { value: '+4', primary: false },
        ],
      },
    ],
    ['the mobile phone alone, of type work', { phoneNumbers: [{ value: '+4', type: 'work' }] }],
    [
      'a placeholder without a number',
      {
        phoneNumbers: [
          { value: null, type: 'mobile' },
          { value: '+4', primary: true },
        ],
      },
    ],
  ])('accepts %s', async (_, partial) => {
    const { scim, id, writes } = openPlace(version, { seed })
    await scim.patchUser(id('jo'), partial)
    expect(writes()).toHaveLength(1)
  })
})

describe('a mobile phone in the operations of a PATCH', () => {
  const mobile = { value: '+9', type: 'mobile' }

  it.each<PatchOperation>([
    { op: 'add', path: 'phoneNumbers', value: [mobile] },
    { op: 'add', path: 'phoneNumbers', value: mobile },
    { op: 'replace', path: 'PHONENUMBERS', value: [mobile] },
    { op: 'add', path: `${URN_2_0.user}:phoneNumbers`, value: [mobile] },
    { op: 'replace', value: { phoneNumbers: [mobile] } },
    { op: 'add', path: 'phoneNumbers', value: [mobile, { value: '+8', type: 'Work' }] },
  ])('is rejected where it would overwrite the primary phone: %j', async (operation) => {
    const { scim, id, emulator, writes } = openPlace('2.0', { seed })
    const patch = scim.patchUser(id('jo'), { Operations: [operation] } as never)
    expect((await failure(patch, SCIMValidationError)).message).toContain('toWritable')
    expect([writes(), emulator.state.user('jo')?.profile.primaryPhone]).toEqual([[], '+2'])
  })

  it('is accepted beside one of type work', async () => {
    const { scim, id, emulator } = openPlace('2.0', { seed })
    const value = [mobile, { value: '+8', type: 'work' }]
    await scim.patchUser(id('jo'), { Operations: [{ op: 'add', path: 'phoneNumbers', value }] } as never)
    expect(emulator.state.user('jo')?.profile.primaryPhone).toBe('+9')
  })
})
