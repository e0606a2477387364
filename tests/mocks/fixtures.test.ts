import { describe, expect, it } from 'vitest'
import { type Fixture, fixtures } from '../../mocks/index.ts'
import { open } from './caller.ts'

/** A body as its keys, in order, and the kinds of its values: what is invented falls away. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shape)
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value
  return Object.entries(value).map(([key, part]) => [key, shape(part)])
}

const { call, id, groupId } = open({
  seed: {
    users: [
      { userName: 'jo', name: 'Jo Park', enterprise: { department: 'Platform' } },
      { userName: 'kim' },
      { userName: 'helper', kind: 'bot' },
      { userName: 'guestuser', guest: { expiration: '2030-11-30T23:59:59Z', channels: ['visitors'] } },
    ],
    groups: [{ displayName: 'Engineering', members: ['jo'] }],
  },
})
const set = fixtures()
const same = async (fixture: Fixture, path: string, headers = {}) =>
  expect(shape((await call('GET', path, undefined, headers)).body)).toEqual(shape(fixture.body))

describe('the answers of the emulator', () => {
  it('renders users in the shape of the fixtures', async () => {
    await same(set.fullUser2, `v2/Users/${id('jo')}`)
    await same(set.shortUser1, `v1/Users/${id('kim')}`)
    await same(set.botUser1, `v1/Users/${id('helper')}`)
    await same(set.guestUser2, `v2/Users/${id('guestuser')}`)
    const { body } = await call('GET', `v1/Users/${id('jo')}`)
    expect(shape({ ...body, groups: [] })).toEqual(shape(set.fullUser1.body))
  })

  it('renders groups, lists and errors in the shape of the fixtures', async () => {
    await same(set.group1, `v1/Groups/${groupId('Engineering')}`)
    await same(set.group2, `v2/Groups/${groupId('Engineering')}`)
    await same(set.emptyList1, 'v1/Users?filter=userName+eq+%22nobody%22')
    await same(set.emptyList2, 'v2/Users?filter=userName+eq+%22nobody%22')
    await same(set.error1, 'v1/Users/U0NOBODY')
    await same(set.error2, 'v2/Users/U0NOBODY')
    await same(set.authenticationError, 'v2/Users', { authorization: 'Bearer no' })
  })

  it('compares shapes key by key', () => {
    expect(shape({ a: 1, b: [null] })).not.toEqual(shape({ b: [null], a: 1 }))
    expect(Object.values(set).every((fixture) => fixture.values === 'invented' && fixture.source)).toBe(true)
  })
})
