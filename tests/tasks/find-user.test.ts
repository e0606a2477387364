import { describe, expect, it } from 'vitest'
import type { Seed } from '../../mocks/index.ts'
import {
  findUserByEmail,
  findUserByUserName,
  SCIMApiError,
  SCIMRefusedError,
  SCIMValidationError,
} from '../../src/index.ts'
import { inEveryWorld, openPlace, VERSIONS } from '../support/worlds.ts'

const seed: Seed = {
  users: [
    { userName: 'jo.neighbour', email: 'jo@example.com.au', secondaryEmail: 'mail.jo@example.com' },
    { userName: 'xjo', email: 'xjo@example.com', secondaryEmail: '' },
    { userName: 'jo', email: 'jo@example.com', secondaryEmail: 'home@example.com' },
    { userName: 'gone', email: 'gone@example.com', active: false },
    ...Array.from({ length: 12 }, (_, index) => ({ userName: `jo${index}` })),
  ],
}

describe('findUserByEmail and findUserByUserName', () => {
  it('find an account in every world and any case with certain', () =>
    inEveryWorld({ seed }, async ({ scim, id, clock }) => {
      const certain = { clock, certain: true }
      expect((await findUserByEmail(scim, 'JO@Example.com', certain))?.id).toBe(id('jo'))
      expect((await findUserByEmail(scim, 'home@example.com', certain))?.id).toBe(id('jo'))
      expect((await findUserByUserName(scim, 'Jo', certain))?.id).toBe(id('jo'))
    }))

  it('return undefined for nobody in every world with certain', () =>
    inEveryWorld({ seed }, async ({ scim, clock }) => {
      for (const email of [
        'jo@example.co',
        'o@example.com',
        '@example.com',
        '" or userName pr or email eq "',
      ]) {
        expect(await findUserByEmail(scim, email, { clock, certain: true })).toBeUndefined()
      }
      expect(await findUserByUserName(scim, 'j', { clock, certain: true })).toBeUndefined()
      expect(await findUserByUserName(scim, 'jo@example.com', { clock, certain: true })).toBeUndefined()
    }))

  it('find deactivated accounts where Slack lists them', () =>
    inEveryWorld({ seed }, async ({ scim, id, clock, world }) => {
      const hidden =
        world.assumptions['deactivated-in-lists'] === 'excluded' &&
        world.assumptions['deactivated-in-filters'] === 'excluded'
      const unfiltered = scim.version === '2.0' && world.assumptions['filter-on-2.0'] === 'ignored'
      const found = await findUserByEmail(scim, 'gone@example.com', { clock, certain: true })
      if (hidden) expect(found).toBeUndefined()
      else expect([found?.id, unfiltered || found?.active === false]).toEqual([id('gone'), true])
    }))

  it('return no neighbour that a filter returned first', () =>
    inEveryWorld({ seed }, async ({ scim, id }) => {
      for (const search of [findUserByEmail(scim, 'jo@example.com'), findUserByUserName(scim, 'jo')]) {
        const found = await search.catch((error: unknown) => {
          // Without `certain` a refused filter is an error, not an absence.
          expect(error).toBeInstanceOf(SCIMApiError)
          return undefined
        })
        expect([undefined, id('jo')]).toContain(found?.id)
      }
    }))

  it('send one filter, and read everyone only with certain', () =>
    inEveryWorld({ seed }, async ({ scim, sent, world }) => {
      if (world.assumptions['filter-on-2.0']) return
      expect(await findUserByUserName(scim, 'nobody')).toBeUndefined()
      expect(sent).toHaveLength(1)
      expect(await findUserByUserName(scim, 'nobody', { certain: true })).toBeUndefined()
      expect(sent).toHaveLength(3)
    }))

  for (const version of VERSIONS) {
    it(`reject an empty address or name, which an empty second address would equal (${version})`, async () => {
      const { scim, sent } = openPlace(version, { seed })
      for (const bad of ['', ' ', undefined, null, 7] as unknown as string[]) {
        await expect(findUserByEmail(scim, bad, { certain: true })).rejects.toThrow(SCIMValidationError)
        await expect(findUserByUserName(scim, bad, { certain: true })).rejects.toThrow(SCIMValidationError)
      }
      expect(sent).toEqual([])
    })

    it(`reject as incomplete when the list changes in each reading (${version})`, async () => {
      const place = openPlace(version, {
        seed,
        // A page of 1000 hides nothing: the list has to be longer than one.
        wrap: (transport) => (url, init) => transport(url.replace('count=1000', 'count=5'), init),
      })
      let joined = 0
      place.emulator.faults.add({
        kind: 'interference',
        times: Infinity,
        match: { operation: 'searchUsers' },
        act: (state) => void state.upsertUser({ userName: `joins${joined++}` }),
      })
      const search = findUserByUserName(place.scim, 'nobody', { certain: true, clock: place.clock })
      const error = await search.catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(SCIMRefusedError)
      expect(error).toMatchObject({ reason: 'incomplete' })
    })

    it(`prefer a primary email to a second address in any order of rows (${version})`, async () => {
      // Two accounts with one address: the interface of Slack lets that happen, SCIM does not.
      for (const first of ['primary', 'secondary']) {
        const users = [
          { userName: 'primary', email: 'twice@example.com' },
          { userName: 'secondary', secondaryEmail: 'twice@example.com' },
        ].sort((one) => (one.userName === first ? -1 : 1))
        const place = openPlace(version)
        const [one, two] = users.map(({ userName, ...rest }) => ({
          id: `U${userName.toUpperCase()}`,
          userName,
          active: true,
          emails: [
            { value: rest.email ?? `${userName}@example.com`, primary: true },
            ...(rest.secondaryEmail ? [{ value: rest.secondaryEmail, primary: false }] : []),
          ],
        }))
        const scim = place.another({
          transport: async () => ({
            status: 200,
            headers: { get: () => null },
            text: async () =>
              JSON.stringify({ totalResults: 2, itemsPerPage: 2, startIndex: 1, Resources: [one, two] }),
          }),
        })
        expect((await findUserByEmail(scim, 'twice@example.com'))?.id).toBe('UPRIMARY')
      }
    })
  }
})
