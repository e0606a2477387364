import { describe, expect, it } from 'vitest'
import { SCIMValidationError, toWritable, type UserAttributes } from '../../src/index.ts'
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
