import { describe, expect, it } from 'vitest'
import type { User } from '../../src/index.ts'
import { hasAddress, primaryEmail, sameAddress, sameUserName } from '../../src/tasks/identity.ts'

/** An account as a service may send it. */
const account = (emails: unknown): User => ({ id: 'U1', userName: 'jo', emails }) as User

describe('primaryEmail and hasAddress', () => {
  it('skip elements that are no objects', () => {
    const odd = account([null, 'jo@example.com', { value: 'jo@a.example' }])
    expect(primaryEmail(odd)).toBe('jo@a.example')
    expect([hasAddress(odd, 'jo@a.example'), hasAddress(odd, 'jo@example.com')]).toEqual([true, false])
  })

  it.each([undefined, null, 'jo@example.com', [], [null], [{ value: 5 }], [{}]])(
    'find none in %j',
    (emails) => {
      expect(primaryEmail(account(emails))).toBeUndefined()
      expect(hasAddress(account(emails), 'jo@example.com')).toBe(false)
    },
  )
})

describe('sameAddress and sameUserName', () => {
  it('compare without regard to the blanks around what is stored', () => {
    expect(sameAddress(' Jo@example.com\t', 'jo@example.com')).toBe(true)
    expect(sameUserName('\u00a0Jo ', 'jo')).toBe(true)
  })

  it.each([5, null, undefined, {}])('return false for %j', (stored) => {
    expect([sameAddress(stored, '5'), sameUserName(stored, '5')]).toEqual([false, false])
  })
})
