import { describe, expect, it } from 'vitest'
import { virtualClock } from '../../mocks/index.ts'
import {
  deactivateUser,
  reactivateUser,
  SCIMConnectionError,
  type TransportResponse,
  type User,
} from '../../src/index.ts'
import { fakeUsers } from '../support/fakes.ts'
import { openPlace } from '../support/worlds.ts'

const LONGEST_LAG = 10_000
const account = (active: boolean): User => ({ id: 'U1', userName: 'jo', emails: [], active })
const answer = (status: number): TransportResponse => ({
  status,
  headers: { get: () => null },
  text: async () => '',
})

/** Deactivates an account by a request whose answer is lost; each read takes a while and shows it inactive. */
async function lostDelete(readTime: number): Promise<{ reads: number; elapsed: number }> {
  const clock = virtualClock()
  let reads = 0
  const scim = fakeUsers({
    deleteUser: async () => {
      throw new SCIMConnectionError('lost', { applied: 'unknown', attempts: 1, cause: undefined })
    },
    readUser: async () => {
      reads++
      if (readTime > 0) await new Promise<void>((resolve) => clock.setTimeout(resolve, readTime))
      return { user: account(false) }
    },
  })
  await deactivateUser(scim, 'U1', { clock, settleTimeout: 60_000 })
  return { reads, elapsed: clock.elapsed() }
}

describe('a write whose answer was lost', () => {
  it('counts as done once a read shows it that is later than reads can lag', async () => {
    expect(await lostDelete(0)).toEqual({ reads: 11, elapsed: LONGEST_LAG })
  })

  it('is not done by the first read, however late, which on Slack refreshes the next one', async () => {
    expect((await lostDelete(LONGEST_LAG + 2000)).reads).toBe(2)
  })

  it.each([500, 503])('counts as lost when it is answered %i', async (status) => {
    const { scim, clock, id, emulator } = openPlace('1.1', {
      seed: { users: [{ userName: 'jo' }] },
      wrap: (transport) => async (url, init) => {
        const response = await transport(url, init)
        return init.method === 'DELETE' ? answer(status) : response
      },
    })
    expect((await deactivateUser(scim, id('jo'), { clock }))?.active).toBe(false)
    expect(emulator.state.user('jo')?.active).toBe(false)
  })

  it('is refused at once by a status below 500', async () => {
    const { scim, clock, id, sent } = openPlace('1.1', {
      seed: { users: [{ userName: 'jo' }] },
      wrap: (transport) => async (url, init) =>
        init.method === 'DELETE' ? answer(400) : transport(url, init),
    })
    await expect(deactivateUser(scim, id('jo'), { clock })).rejects.toMatchObject({ status: 400 })
    expect(sent).toHaveLength(1)
  })
})

it('rejects with the 404 of a read after a write that ends no account', async () => {
  const { another, clock } = openPlace('2.0')
  const scim = another({ transport: async (_url, { method }) => answer(method === 'PATCH' ? 204 : 404) })
  await expect(reactivateUser(scim, 'U1', { clock })).rejects.toMatchObject({ status: 404, applied: 'yes' })
})
