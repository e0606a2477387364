import { expect, it } from 'vitest'
import type { Group } from '../../src/index.ts'
import { shownMembers } from '../../src/tasks/shown-members.ts'

const group = (more: object): Group => ({ id: 'S1', displayName: 'staff', ...more }) as Group

it('returns the ids of a group, and skips what is no member', () => {
  const members = [null, 'U0', { value: 5 }, {}, { value: 'U1' }, { value: 'U1' }]
  expect(shownMembers('isMember', group({ members }))).toEqual(new Set(['U1']))
})

it('counts no members where the service sends no list', () => {
  for (const members of [undefined, null, 'U1']) {
    expect(shownMembers('isMember', group({ members, totalResults: 0 }))).toEqual(new Set())
    expect(() => shownMembers('isMember', group({ members, totalResults: 1 }))).toThrow(/shows 0 of 1/)
  }
})
