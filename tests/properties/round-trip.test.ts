import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createEmulator, seedDirectory, slackWorlds } from '../../mocks/index.ts'
import { SCIMClient, SCIMValidationError, type Transport, type UserAttributes } from '../../src/index.ts'
import { isAssigned } from '../../src/patch/equality.ts'
import { attributeOf, unwritten } from '../../src/schemas/attributes.ts'
import { deepFreeze } from '../support/outcome.ts'
import { driftedUser, readableUser } from './users.ts'

/** Removes null and blank parts of a value. */
function filled(value: unknown): object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value as object
  const parts = Object.entries(value).filter(([, part]) => isAssigned(part))
  return Object.fromEntries(parts.map(([name, part]) => [name, filled(part)]))
}

/** A client whose reads return one stored user, and the bodies that it wrote. */
function store(stored: object, response: 'strict' | 'loose' = 'loose') {
  const written: Record<string, unknown>[] = []
  const transport: Transport = async (_url, { method, body }) => {
    if (body) written.push(JSON.parse(body))
    return {
      status: 200,
      headers: new Headers(),
      text: async () => (method === 'GET' ? JSON.stringify(stored) : ''),
    }
  }
  return { written, scim: new SCIMClient('xoxp-test', { transport, validation: { response } }) }
}

describe('a user that is read, changed and written', () => {
  it('sends every value that was read, including unknown attributes', async () => {
    await fc.assert(
      fc.asyncProperty(readableUser, async (stored) => {
        const { scim, written } = store(stored)
        const { user } = await scim.readUser('U1')
        expect(user).toEqual(JSON.parse(JSON.stringify(stored)))
        await scim.patchUser('U1', deepFreeze({ ...user, title: 'changed' }))
        const { schemas, ...body } = written[0] ?? {}
        expect(schemas).toBeInstanceOf(Array)
        for (const [name, value] of Object.entries({ ...user, title: 'changed' })) {
          if (!attributeOf(name) && !unwritten(name)) expect(body[name]).toEqual(value)
          // A null value is cleared in the form of its attribute.
          else if (unwritten(name) !== 'assigned' && isAssigned(value))
            expect([body[name]]).toMatchObject([filled(value)])
        }
      }),
      { numRuns: 200 },
    )
  })

  it('accepts every user for writing that strict validation accepted for reading', async () => {
    let accepted = 0
    await fc.assert(
      fc.asyncProperty(driftedUser, async (stored) => {
        const { scim, written } = store(stored, 'strict')
        try {
          await scim.readUser('U1')
        } catch (error) {
          expect(error).toBeInstanceOf(SCIMValidationError)
          return
        }
        accepted++
        await scim.patchUser('U1', stored as UserAttributes)
        expect(written).toHaveLength(1)
      }),
      { numRuns: 300 },
    )
    expect(accepted).toBeGreaterThan(30)
  })

  it('reports drift in loose mode exactly when strict mode rejects the response', async () => {
    await fc.assert(
      fc.asyncProperty(driftedUser, async (stored) => {
        let drifted = 0
        const answer: Transport = async () => ({
          status: 200,
          headers: new Headers(),
          text: async () => JSON.stringify(stored),
        })
        const loose = new SCIMClient('xoxp-test', {
          transport: answer,
          onEvent: ({ type }) => {
            if (type === 'drift') drifted++
          },
        })
        await loose.readUser('U1')
        const strict = new SCIMClient('xoxp-test', { transport: answer, validation: { response: 'strict' } })
        const refused = await strict.readUser('U1').then(
          () => false,
          () => true,
        )
        expect(drifted > 0).toBe(refused)
      }),
      { numRuns: 200 },
    )
  })
})

describe.each(slackWorlds().map(({ name, assumptions }) => [name, assumptions] as const))(
  'reading and writing in the world %s',
  (_name, assumptions) => {
    const open = (seed: number) => {
      const emulator = createEmulator({ seed: seedDirectory({ users: 14, groups: 2, seed }), assumptions })
      const { transport } = emulator
      const scim = new SCIMClient(emulator.token, { transport, validation: { response: 'strict' } })
      return { emulator, scim }
    }

    it('reads every user and group in strict mode and accepts each for writing', async () => {
      const { scim } = open(1)
      const transport: Transport = async () => ({ status: 204, headers: new Headers(), text: async () => '' })
      const writer = new SCIMClient('xoxp-test', { transport })
      for await (const user of scim.searchUsers()) await writer.patchUser(user.id, deepFreeze(user))
      for await (const group of scim.searchGroups()) await writer.patchGroup(group.id, deepFreeze(group))
    })

    it('changes one attribute and keeps the others, by PATCH and by PUT of the read user', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: 99 }),
          fc.nat(),
          fc.boolean(),
          async (seed, pick, replace) => {
            const { emulator, scim } = open(seed)
            const people = emulator.state.users.filter(
              ({ active, rank, guest }) => active && rank === 'member' && !(replace && guest),
            )
            const before = people[pick % people.length]
            if (!before) return
            const { user } = await scim.readUser(before.id)
            if (replace) {
              // Phones cross over between reading and writing; everything else writes back as it was read.
              const { phoneNumbers: _phones, ...rest } = user
              await scim.updateUser({ ...rest, title: 'Changed' })
            } else await scim.patchUser(user.id, { title: 'Changed' })
            const after = emulator.state.user(before.id)
            const shown = replace ? { ...after, photo: before.photo, hasProfile: before.hasProfile } : after
            const phones = replace && before.profile && { primaryPhone: null, mobilePhone: null }
            expect(shown).toEqual({
              ...before,
              title: 'Changed',
              ...(phones && { profile: { ...before.profile, ...phones } }),
            })
          },
        ),
        { numRuns: 4, seed: 7 },
      )
    })
  },
)
