import { describe, expect, it } from 'vitest'
import { KnownUsers } from '../../src/guards/known-users.ts'

const GUEST = 'urn:scim:schemas:extension:slack:guest:1.0'

/** Sees users U1 to U{count}. */
function known(count: number): KnownUsers {
  const users = new KnownUsers(GUEST)
  for (let n = 1; n <= count; n++) users.see({ id: `U${n}`, userName: `user${n}` })
  return users
}

describe('KnownUsers', () => {
  it('keeps the last 5000 users and drops older ones', () => {
    const users = known(5001)
    expect(users.get('U1')).toBeUndefined()
    expect(users.get('U2')).toMatchObject({ userName: 'user2', guest: false })
    expect(users.get('U5001')).toMatchObject({ userName: 'user5001', guest: false })
  })

  it('keeps all of 5000 users', () => {
    expect(known(5000).get('U1')).toMatchObject({ userName: 'user1', guest: false })
  })

  it('moves a user that is read again to the newest', () => {
    const users = known(5000)
    users.see({ id: 'U1', userName: 'renamed', [GUEST]: { type: 'multi' } })
    users.see({ id: 'U5001', userName: 'user5001' })
    expect(users.get('U1')).toMatchObject({ userName: 'renamed', guest: true })
    expect(users.get('U2')).toBeUndefined()
  })

  it.each([null, 'U1', { userName: 'jo' }, { id: 'U1' }, { id: 1, userName: 'jo' }])(
    'ignores %j, which is not a user',
    (user) => {
      const users = new KnownUsers(GUEST)
      users.see(user)
      expect(users.get('U1')).toBeUndefined()
    },
  )
})
