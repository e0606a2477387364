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

describe('ensureUser when somebody else', () => {
  it('has the name: a conflict with the holder, and nobody is changed', () =>
    inEveryWorld({ seed }, async (place) => {
      const error = await conflictOf(place, person('sam', 'new.sam@example.com'))
      expect(error.holder?.id).toBe(place.id('sam'))
    }))

  it('has the form of the name that Slack stores: the same', () =>
    inEveryWorld({ seed }, async (place) => {
      const error = await conflictOf(place, person('Kim Lee', 'kim@example.com'))
      expect(error.holder?.id).toBe(place.id('kim_lee'))
    }))

  it('has the name and is deactivated: the same, and stays deactivated', () =>
    inEveryWorld({ seed }, async (place) => {
      const error = await conflictOf(place, person('asleep', 'someone.else@example.com'))
      expect(error.holder?.id).toBe(place.id('asleep'))
      expect(place.emulator.state.user('asleep')?.active).toBe(false)
    }))

  it('has our primary address as a second one: a conflict with the holder', () =>
    inEveryWorld({ seed }, async (place) => {
      const error = await conflictOf(place, person('jo.home', 'jo.home@example.com'))
      expect(error.holder?.id).toBe(place.id('jo'))
    }))

  it('has our second address: a conflict with the holder', () =>
    inEveryWorld({ seed }, async (place) => {
      const error = await conflictOf(place, person('newcomer', 'newcomer@example.com', 'sam@example.com'))
      expect(error.holder?.id).toBe(place.id('sam'))
    }))

  it('is no person but a channel: a conflict without a holder', () =>
    inEveryWorld({ seed }, async (place) => {
      const error = await conflictOf(place, person('general', 'general@example.com'))
      expect(error.holder).toBeUndefined()
    }))

  it('is a group: a conflict without a holder, where groups share the names', () =>
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

  it('is named by an error that is wrong: that account is read, and never written', () =>
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
  ] as const)('is named by an error, and cannot be read: the conflict, not %s', (reason, status) =>
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

  it('is named by an error, and the read of that account fails otherwise: that failure', () =>
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

  it('is named by an error, and ours is another account: ours is found', () =>
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

  it('has the name that our account is to get: a conflict with the holder, and ours keeps its own', () =>
    inEveryWorld({ seed }, async (place) => {
      const wanted = person('sam', 'jo@example.com')
      const error = await ensureUser(place.scim, wanted, { clock: place.clock }).catch((e: unknown) => e)
      expect(error).toBeInstanceOf(SCIMConflictError)
      expect((error as SCIMConflictError).holder?.id).toBe(place.id('sam'))
      expect(place.emulator.state.user('jo@example.com')?.userName).toBe('jo')
    }))

  it('is shown by no console and no JSON', () =>
    inEveryWorld({ seed }, async (place) => {
      const error = await conflictOf(place, person('sam', 'new.sam@example.com'))
      expect(JSON.stringify(error)).not.toContain('sam@example.com')
      expect(Object.keys(error)).not.toContain('holder')
    }))
})
