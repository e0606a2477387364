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
  it('keeps the last 5000 users, however many were seen', () => {
    for (const count of [1, 5000, 5001, 9999, 10_000, 10_001, 12_345]) {
      const users = known(count)
      const oldest = Math.max(1, count - 4999)
      expect(users.get(`U${oldest}`)).toMatchObject({ userName: `user${oldest}`, guest: false })
      expect(users.get(`U${count}`)).toMatchObject({ userName: `user${count}`, guest: false })
    }
  })

  it('drops users after 10,000 others', () => {
    const users = known(30_000)
    const kept = Array.from({ length: 30_000 }, (_, n) => users.get(`U${n + 1}`)).filter(Boolean)
    expect(kept.length).toBeLessThanOrEqual(10_000)
    expect(users.get('U20000')).toBeUndefined()
  })

  it('keeps a user that is read again, with what was read last', () => {
    const users = known(5000)
    users.see({ id: 'U1', userName: 'renamed', [GUEST]: { type: 'multi' } })
    for (let n = 1; n < 5000; n++) users.see({ id: `W${n}`, userName: 'jo' })
    expect(users.get('U1')).toMatchObject({ userName: 'renamed', guest: true })
    users.see({ id: 'U1', userName: 'again' })
    expect(users.get('U1')).toMatchObject({ userName: 'again', guest: false })
  })

  it('drops none for a user that is read again', () => {
    const users = known(5000)
    for (let round = 0; round < 20_000; round++) users.see({ id: 'U5000', userName: 'user5000' })
    expect(users.get('U1')).toMatchObject({ userName: 'user1', guest: false })
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
