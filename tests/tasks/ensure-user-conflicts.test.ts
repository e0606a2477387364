import { describe, expect, it } from 'vitest'
import type { Seed } from '../../mocks/index.ts'
import { ensureUser, SCIMConflictError, type UserCreate } from '../../src/index.ts'
import { inEveryWorld, type Place } from '../support/worlds.ts'

const seed: Seed = {
  users: [
    { userName: 'jo', email: 'jo@example.com', secondaryEmail: 'jo.home@example.com' },
    { userName: 'sam', email: 'sam@example.com' },
    { userName: 'kim_lee', email: 'someone@example.com' },
    { userName: 'asleep', email: 'asleep@example.com', active: false },
  ],
  groups: [{ displayName: 'staff', members: ['jo'] }],
  channels: ['general'],
}

const person = (userName: string, ...addresses: string[]): UserCreate => ({
  userName,
  emails: addresses.map((value, index) => ({ value, primary: index === 0 })),
  title: 'x',
})

/** The conflict in which a call ends, after which nothing has changed. */
async function conflictOf(place: Place, wanted: UserCreate): Promise<SCIMConflictError> {
  const before = [place.emulator.state.users, place.emulator.state.groups]
  const options = { clock: place.clock, settleTimeout: 3000, onDeactivated: 'reactivate' } as const
  const error = await ensureUser(place.scim, wanted, options).catch((thrown: unknown) => thrown)
  expect([place.emulator.state.users, place.emulator.state.groups]).toEqual(before)
  expect(place.writes().every(({ method }) => method === 'POST')).toBe(true)
  expect(error).toBeInstanceOf(SCIMConflictError)
  return error as SCIMConflictError
}

describe('ensureUser in a conflict', () => {
  it('names the holder of a userName, and changes no account', () =>
    inEveryWorld({ seed }, async (place) => {
      const error = await conflictOf(place, person('sam', 'new.sam@example.com'))
      expect(error.holder?.id).toBe(place.id('sam'))
    }))

  it('names the holder of the form of a userName that Slack stores', () =>
    inEveryWorld({ seed }, async (place) => {
      const error = await conflictOf(place, person('Kim Lee', 'kim@example.com'))
      expect(error.holder?.id).toBe(place.id('kim_lee'))
    }))

  it('names a deactivated holder, and leaves it deactivated', () =>
    inEveryWorld({ seed }, async (place) => {
      const error = await conflictOf(place, person('asleep', 'someone.else@example.com'))
      expect(error.holder?.id).toBe(place.id('asleep'))
      expect(place.emulator.state.user('asleep')?.active).toBe(false)
    }))

  it('names the holder whose second address is our primary email', () =>
    inEveryWorld({ seed }, async (place) => {
      const error = await conflictOf(place, person('jo.home', 'jo.home@example.com'))
      expect(error.holder?.id).toBe(place.id('jo'))
    }))

  it('names the holder of our second address', () =>
    inEveryWorld({ seed }, async (place) => {
      const error = await conflictOf(place, person('newcomer', 'newcomer@example.com', 'sam@example.com'))
      expect(error.holder?.id).toBe(place.id('sam'))
    }))

  it('names no holder when a channel has the userName', () =>
    inEveryWorld({ seed }, async (place) => {
      const error = await conflictOf(place, person('general', 'general@example.com'))
      expect(error.holder).toBeUndefined()
    }))

  it('names no holder when a group has the userName', () =>
    inEveryWorld({ seed }, async (place) => {
      if (place.world.assumptions['username-of-a-group'] === 'accepted') {
        const { outcome } = await ensureUser(place.scim, person('staff', 'staff@example.com'), {
          clock: place.clock,
        })
        expect(outcome).toBe('created')
        return
      }
      const error = await conflictOf(place, person('staff', 'staff@example.com'))
      expect(error.holder).toBeUndefined()
    }))

  it('reads an account that an error names wrongly, and writes nothing', () =>
    inEveryWorld({ seed }, async (place) => {
      for (const id of [place.id('sam'), 'U0NOBODY', 'W1']) {
        place.emulator.faults.add({
          kind: 'refusal',
          reason: 'email_taken',
          context: `is_aggregate_call=1 existing_user=${id}`,
          match: { operation: 'createUser' },
        })
        const error = await conflictOf(place, person('newcomer', 'newcomer@example.com'))
        expect(error.reason).toBe('email_taken')
        expect(error.holder).toBeUndefined()
      }
    }))

  it.each([
    ['cannot_decode_user_id', 400],
    ['permission_denied', 403],
    ['no_such_user', 404],
  ] as const)('rejects with the conflict when the account that it names answers %s', (reason, status) =>
    inEveryWorld({ seed }, async (place) => {
      place.emulator.faults.add(
        {
          kind: 'refusal',
          reason: 'email_taken',
          context: `existing_user=${place.id('sam')}`,
          match: { operation: 'createUser' },
        },
        { kind: 'refusal', reason, status, times: Infinity, match: { operation: 'readUser' } },
      )
      const error = await conflictOf(place, person('newcomer', 'newcomer@example.com'))
      expect([error.reason, error.holder]).toEqual(['email_taken', undefined])
    }),
  )

  it('rejects with the failure when the account that the error names answers 500', () =>
    inEveryWorld({ seed }, async (place) => {
      place.emulator.faults.add(
        {
          kind: 'refusal',
          reason: 'email_taken',
          context: `existing_user=${place.id('sam')}`,
          match: { operation: 'createUser' },
        },
        { kind: 'status', status: 500, times: Infinity, match: { operation: 'readUser' } },
      )
      const wanted = person('newcomer', 'newcomer@example.com')
      await expect(ensureUser(place.scim, wanted)).rejects.toMatchObject({ status: 500, applied: 'no' })
    }))

  it('updates our account when the error names another one', () =>
    inEveryWorld({ seed }, async (place) => {
      // The person came to be between the search and the create.
      place.emulator.faults.add(
        {
          kind: 'interference',
          match: { operation: 'createUser' },
          act: (state) => void state.upsertUser({ userName: 'newcomer', email: 'newcomer@example.com' }),
        },
        {
          kind: 'refusal',
          reason: 'email_taken',
          context: `existing_user=${place.id('sam')}`,
          match: { operation: 'createUser' },
        },
      )
      const sam = place.emulator.state.user('sam')
      const wanted = person('newcomer', 'newcomer@example.com')
      const { outcome, user } = await ensureUser(place.scim, wanted, { clock: place.clock })
      expect([outcome, user.id]).toEqual(['updated', place.id('newcomer')])
      expect(place.emulator.state.user('sam')).toEqual(sam)
    }))

  it('names the holder of the userName that our account is to get, and keeps ours', () =>
    inEveryWorld({ seed }, async (place) => {
      const wanted = person('sam', 'jo@example.com')
      const error = await ensureUser(place.scim, wanted, { clock: place.clock }).catch((e: unknown) => e)
      expect(error).toBeInstanceOf(SCIMConflictError)
      expect((error as SCIMConflictError).holder?.id).toBe(place.id('sam'))
      expect(place.emulator.state.user('jo@example.com')?.userName).toBe('jo')
    }))

  it('hides the holder from consoles and JSON', () =>
    inEveryWorld({ seed }, async (place) => {
      const error = await conflictOf(place, person('sam', 'new.sam@example.com'))
      expect(JSON.stringify(error)).not.toContain('sam@example.com')
      expect(Object.keys(error)).not.toContain('holder')
    }))
})
