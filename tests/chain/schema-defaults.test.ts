import { describe, expect, it } from 'vitest'
import { SCIMClient, type SCIMClientOptions, type UserAttributes } from '../../src/index.ts'
import { deepFreeze } from '../support/outcome.ts'
import { GROUP, type Step, scripted, USER } from '../support/scripted-transport.ts'

const ENTERPRISE = 'urn:scim:schemas:extension:enterprise:1.0'
const PROFILE = 'urn:scim:schemas:extension:slack:profile:1.0'
const CORE = 'urn:scim:schemas:core:1.0'

function client(step: Step = {}, options: SCIMClientOptions = {}) {
  const { transport, sent } = scripted(step)
  return {
    bodies: () => sent.map(({ body }) => body && JSON.parse(body)),
    scim: new SCIMClient('xoxp-test', { transport, ...options }),
  }
}

describe('default schemas', () => {
  it.each<[string, object, string[]]>([
    ['the core URN', { title: 'x' }, [CORE]],
    [
      'the URN of each extension in the body',
      { [ENTERPRISE]: { department: 'x' }, [PROFILE]: { startDate: 'x' } },
      [CORE, ENTERPRISE, PROFILE],
    ],
    ['the core URN for schemas of null', { schemas: null, title: 'x' }, [CORE]],
    ['no URN of an undefined extension', { [ENTERPRISE]: undefined, title: 'x' }, [CORE]],
  ])('adds %s', async (_what, body, schemas) => {
    const { scim, bodies } = client()
    await scim.patchUser('U1', body as UserAttributes)
    expect(bodies()[0].schemas).toEqual(schemas)
  })

  it('keeps the schemas of the caller', async () => {
    const { scim, bodies } = client()
    await scim.patchUser('U1', { schemas: ['urn:mine'], title: 'x' })
    expect(bodies()[0].schemas).toEqual(['urn:mine'])
  })

  it('adds schemas to groups and apiCall bodies, and none without a body', async () => {
    const { scim, bodies } = client({ body: GROUP })
    await scim.patchGroup('S1', { displayName: 'x' })
    await scim.apiCall({ method: 'POST', path: 'Groups', body: { displayName: 'x' } })
    await scim.deleteGroup('S1')
    expect(bodies().map((body) => body?.schemas)).toEqual([[CORE], [CORE], undefined])
  })
})

describe('arguments of a call', () => {
  it('leaves a frozen body unchanged and sends its content', async () => {
    const user = deepFreeze({ ...USER, title: null, nickName: undefined, future: { a: [{ b: null }] } })
    const group = deepFreeze({ ...GROUP, members: [{ value: 'U1' }] })
    const { scim, bodies } = client({ body: '', status: 200 }, { validation: { response: 'off' } })
    const ignore = (): void => {}
    await scim.createUser(user).catch(ignore)
    await scim.patchUser('U1', user)
    await scim.updateUser(user).catch(ignore)
    await scim.createGroup(group).catch(ignore)
    await scim.patchGroup('S1', group)
    await scim.updateGroup(group).catch(ignore)
    await scim.apiCall(
      deepFreeze({ method: 'POST', path: 'Users', body: user, query: { a: 1 }, headers: { b: 'c' } }),
    )
    expect(bodies()).toHaveLength(7)
    for (const body of bodies()) {
      const sentAs = 'userName' in body ? { ...USER, title: null, future: { a: [{ b: null }] } } : group
      expect(body).toEqual({ ...sentAs, schemas: [CORE] })
      expect('nickName' in body).toBe(false)
    }
  })
})
