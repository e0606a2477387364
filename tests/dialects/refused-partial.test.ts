import { describe, expect, it } from 'vitest'
import { SCIMValidationError, URN_1_1, URN_2_0, type UserAttributes } from '../../src/index.ts'
import { failure } from '../support/outcome.ts'
import { openPlace, VERSIONS } from '../support/worlds.ts'

describe.each(VERSIONS)('an invalid partial resource on SCIM %s', (version) => {
  const refused = async (partial: object): Promise<SCIMValidationError> => {
    const { scim, sent } = openPlace(version)
    const error = await failure(scim.patchUser('U1', partial as UserAttributes), SCIMValidationError)
    expect(sent).toEqual([])
    return error
  }

  it.each([
    {},
    { title: undefined },
    { emails: [] },
    { name: {} },
    { [URN_1_1.enterprise]: { manager: {} } },
    { [URN_2_0.enterprise]: { manager: { managerId: undefined } } },
    { id: 'U1' },
    { userName: null, active: null },
    { schemas: ['x'], meta: { location: 'x' }, groups: [{ value: 'S1' }], externalId: '' },
  ])('rejects the user patch %j, which changes nothing', async (partial) => {
    expect((await refused(partial)).message).toBe(
      'patchUser:  changes nothing: give at least one attribute'.replace('  ', ' '),
    )
  })

  it('rejects a group patch that changes nothing', async () => {
    const { scim, sent } = openPlace(version)
    await failure(scim.patchGroup('S1', { members: [] }), SCIMValidationError)
    expect(sent).toEqual([])
  })

  it.each([
    ['addresses', { locality: 'Paris' }],
    ['roles', { value: 'lead' }],
    ['photos', { value: 'https://a.test/1.png' }],
  ])('rejects the removal of an element of %s by its value', async (name, element) => {
    const error = await refused({ [name]: [{ ...element, operation: 'Delete' }] })
    expect(error.issues).toEqual([
      {
        path: `${name}.0`,
        message: `is not removed by its value, since Slack stores one: send ${name}: null, or the one to store instead`,
      },
    ])
  })

  it.each(['userName', 'nickName'])('rejects one space as %s, which would clear it', async (name) => {
    expect((await refused({ [name]: ' ', title: 'x' })).issues.map(({ path }) => path)).toEqual([name])
  })
})
