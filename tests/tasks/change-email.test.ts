import { describe, expect, it } from 'vitest'
import type { Seed } from '../../mocks/index.ts'
import { changeEmail, SCIMConflictError, SCIMValidationError, type User } from '../../src/index.ts'
import { fakeUsers } from '../support/fakes.ts'
import { laggingReads } from '../support/lagging-reads.ts'
import { inEveryWorld, openPlace, type Place } from '../support/worlds.ts'

const seed: Seed = {
  users: [
    { userName: 'jo', email: 'jo@old.example' },
    { userName: 'kim', email: 'kim@old.example', secondaryEmail: 'kim@home.example' },
    { userName: 'sam', email: 'sam@example.com' },
    { userName: 'guest', email: 'guest@old.example', guest: true },
  ],
}
const addresses = ({ emulator, id }: Place, userName: string): unknown => {
  const { primaryEmail, secondaryEmail } = emulator.state.user(id(userName)) ?? {}
  return [primaryEmail, secondaryEmail || null]
}

describe('changeEmail', () => {
  it('gives another primary email, and drops the former one', () =>
    inEveryWorld({ seed }, async (place) => {
      for (const userName of ['jo', 'guest']) {
        const user = await changeEmail(place.scim, place.id(userName), `${userName}@new.example`)
        expect(user.emails[0]).toEqual({ value: `${userName}@new.example`, primary: true })
        expect(addresses(place, userName)).toEqual([`${userName}@new.example`, null])
      }
      expect(place.writes()).toHaveLength(2)
    }))

  it('keeps the former one as the second when told to', () =>
    inEveryWorld({ seed }, async (place) => {
      const { scim, id } = place
      for (const userName of ['jo', 'kim']) {
        await changeEmail(scim, id(userName), `${userName}@new.example`, { keepOld: true })
        expect(addresses(place, userName)).toEqual([`${userName}@new.example`, `${userName}@old.example`])
      }
    }))

  it('keeps the second address, and makes it the primary one when that is wanted', () =>
    inEveryWorld({ seed }, async (place) => {
      await changeEmail(place.scim, place.id('kim'), 'kim@new.example')
      // Slack does not document what becomes of it otherwise.
      expect(JSON.stringify(place.writes())).toContain('kim@home.example')
      expect(addresses(place, 'kim')).toEqual(['kim@new.example', 'kim@home.example'])
      await changeEmail(place.scim, place.id('kim'), 'kim@home.example')
      expect(addresses(place, 'kim')).toEqual(['kim@home.example', null])
      await changeEmail(place.scim, place.id('kim'), 'kim@new.example', { keepOld: true })
      await changeEmail(place.scim, place.id('kim'), 'kim@home.example', { keepOld: true })
      expect(addresses(place, 'kim')).toEqual(['kim@home.example', 'kim@new.example'])
    }))

  it('writes nothing when the address is the primary one already', () =>
    inEveryWorld({ seed }, async ({ scim, id, writes }) => {
      await changeEmail(scim, id('jo'), 'JO@old.example')
      expect(writes()).toEqual([])
    }))

  it('names the holder of an address that is taken, and changes nothing', () =>
    inEveryWorld({ seed }, async (place) => {
      const { scim, id } = place
      const error = await changeEmail(scim, id('jo'), 'sam@example.com').catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(SCIMConflictError)
      expect((error as SCIMConflictError).holder?.id).toBe(id('sam'))
      expect(addresses(place, 'jo')).toEqual(['jo@old.example', null])
    }))

  it('searches for nobody when a change is refused that is in no conflict', () =>
    inEveryWorld({ seed }, async ({ scim, emulator, id, sent }) => {
      const operation = { operation: 'patchUser' } as const
      emulator.faults.add({ kind: 'refusal', reason: 'permission_denied', match: operation })
      const done = changeEmail(scim, id('jo'), 'jo@new.example')
      await expect(done).rejects.toMatchObject({ reason: 'permission_denied' })
      expect(sent.at(-1)?.method).toBe('PATCH')
    }))

  it.each([
    ['the former one to drop', [{ value: 'old@a.example' }], { value: 'old@a.example', operation: 'delete' }],
    [
      'the second one to keep',
      [{ value: 'old@a.example', primary: true }, null, { value: 'home@a.example' }],
      { value: 'home@a.example', primary: false },
    ],
    ['no other one', [null, {}], undefined],
    ['no other one either', undefined, undefined],
  ])('sends the new address first, and %s', async (_what, emails, other) => {
    const sent: unknown[] = []
    const account = (list: unknown): User => ({ id: 'U1', userName: 'jo', emails: list }) as User
    const wanted = [{ value: 'new@a.example', primary: true }, ...(other ? [other] : [])]
    const scim = fakeUsers({
      readUser: async () => ({ user: account(sent.length > 0 ? wanted.slice(0, 1) : emails) }),
      patchUser: async (_id, partial) => {
        sent.push(partial)
        return {}
      },
    })
    const options = { clock: openPlace('1.1').clock, settleTimeout: 0 }
    await changeEmail(scim, 'U1', 'new@a.example', options).catch(() => undefined)
    expect(sent).toEqual([{ emails: wanted }])
  })

  it('reads until the former address is gone', async () => {
    const shown = [['old'], ['new', 'old'], ['old', 'new'], ['new']]
    const scim = fakeUsers({
      readUser: async (id) => {
        const emails = (shown.shift() ?? []).map((name) => ({ value: `${name}@a.example` }))
        return { user: { id, userName: 'jo', emails } as User }
      },
      patchUser: async () => ({}),
    })
    const user = await changeEmail(scim, 'U1', 'new@a.example', { clock: openPlace('1.1').clock })
    expect(user.emails).toEqual([{ value: 'new@a.example' }])
  })

  it('waits where reads lag by ten seconds, and survives a lost answer', () =>
    inEveryWorld(
      {
        seed,
        wrap: (transport, emulator, clock, world) =>
          laggingReads(transport, emulator, { seed, world, clock, lag: 10_000 }),
      },
      async (place) => {
        place.emulator.faults.add({ kind: 'connection', when: 'after', match: { method: 'PATCH' } })
        const user = await changeEmail(place.scim, place.id('jo'), 'jo@new.example')
        expect(user.emails[0]?.value).toBe('jo@new.example')
        expect(place.clock.elapsed()).toBeGreaterThanOrEqual(10_000)
      },
    ))

  it('refuses what is no address, before anything is sent', () =>
    inEveryWorld({ seed }, async ({ scim, id, sent }) => {
      for (const bad of [
        'jo',
        'jo@',
        '@example.com',
        'jo @example.com',
        'jo@example.com ',
        'jo park@example.com',
        'jo@example.com x',
        '',
        5,
      ]) {
        await expect(changeEmail(scim, id('jo'), bad as string)).rejects.toThrow(SCIMValidationError)
      }
      expect(sent).toEqual([])
    }))
})
