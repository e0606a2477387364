import { describe, expect, it } from 'vitest'
import { type Seed, virtualClock } from '../../mocks/index.ts'
import {
  SCIMAbortError,
  SCIMConnectionError,
  SCIMRefusedError,
  SCIMValidationError,
  setProfilePhoto,
  type User,
} from '../../src/index.ts'
import { fakeUsers } from '../support/fakes.ts'
import { failure } from '../support/outcome.ts'
import { inEveryWorld, openPlace } from '../support/worlds.ts'

const seed: Seed = { users: [{ userName: 'jo', photo: 'https://a.test/old.png' }] }
const PHOTO = 'https://example.com/jo.png'

/** A service that fetches a photo some milliseconds after it was told of it, as Slack does, under an address of its own. */
function slowPhotos(lag: number) {
  const clock = virtualClock()
  let shownAt = Number.POSITIVE_INFINITY
  const user = (): User => ({
    id: 'U1',
    userName: 'jo',
    active: true,
    emails: [],
    photos: [
      { value: clock.now() >= shownAt ? 'https://cdn.test/new' : 'https://cdn.test/old', type: 'photo' },
    ],
  })
  const scim = {
    ...fakeUsers({
      readUser: async () => ({ user: user() }),
      patchUser: async () => {
        shownAt = clock.now() + lag
        return { user: user() }
      },
    }),
    clock,
  }
  return { scim, clock }
}

describe('setProfilePhoto', () => {
  it('sets the photo and says that it shows', () =>
    inEveryWorld({ seed }, async ({ scim, id, emulator }) => {
      const { user, isShown } = await setProfilePhoto(scim, id('jo'), PHOTO)
      expect([user.id, isShown, emulator.state.user('jo')?.photo]).toEqual([id('jo'), true, PHOTO])
    }))

  it('says at once that a photo shows that was there already', () =>
    inEveryWorld({ seed }, async ({ scim, id, clock }) => {
      const { isShown } = await setProfilePhoto(scim, id('jo'), 'https://a.test/old.png')
      expect([isShown, clock.elapsed()]).toEqual([true, 0])
    }))

  it('waits until another photo shows', async () => {
    const { scim } = slowPhotos(5000)
    const { user, isShown } = await setProfilePhoto(scim, 'U1', PHOTO)
    expect([user.photos?.[0]?.value, isShown]).toEqual(['https://cdn.test/new', true])
  })

  it('says that the former one still shows when settleTimeout ends, or without verify', async () => {
    const late = await setProfilePhoto(slowPhotos(60_000).scim, 'U1', PHOTO, { settleTimeout: 3000 })
    expect([late.user.photos?.[0]?.value, late.isShown]).toEqual(['https://cdn.test/old', false])
    const hasty = await setProfilePhoto(slowPhotos(5000).scim, 'U1', PHOTO, { verify: false })
    expect(hasty.isShown).toBe(false)
  })

  it('is aborted while it waits for the photo to show', async () => {
    const { scim, clock } = slowPhotos(60_000)
    const controller = new AbortController()
    const done = setProfilePhoto(scim, 'U1', PHOTO, { signal: controller.signal })
    clock.setTimeout(() => controller.abort('no longer wanted'), 4500)
    const error = await failure(done, SCIMAbortError)
    expect(error).toMatchObject({ applied: 'yes', cause: 'no longer wanted' })
    expect(error.message).toContain('setProfilePhoto: aborted by its signal while it waited')
    expect(clock.elapsed()).toBe(4500)
  })

  it('passes on a refusal', () =>
    inEveryWorld({ seed }, async ({ scim, id, emulator }) => {
      emulator.faults.add({ kind: 'refusal', reason: 'permission_denied', match: { method: 'PATCH' } })
      await expect(setProfilePhoto(scim, id('jo'), PHOTO)).rejects.toMatchObject({
        reason: 'permission_denied',
      })
    }))

  it('takes a data URL of an image, and refuses what Slack cannot fetch', () =>
    inEveryWorld({ seed }, async ({ scim, id, emulator, sent }) => {
      for (const bad of [
        'jo.png',
        'file:///jo.png',
        'ftp://a.test/jo.png',
        'ftp://a.test/data:image/png',
        'data:text/html,x',
        '',
        7,
      ]) {
        await expect(setProfilePhoto(scim, id('jo'), bad as string)).rejects.toThrow(SCIMValidationError)
      }
      expect(sent).toEqual([])
      await setProfilePhoto(scim, id('jo'), 'data:image/png;base64,aGk=')
      expect(emulator.state.user('jo')?.photo).toBe('data:image/png;base64,aGk=')
    }))
})

describe('setProfilePhoto of a plain object', () => {
  const NEW = 'https://a.test/new.png'
  const account = (photos: unknown): User =>
    ({ id: 'U1', userName: 'jo', emails: [], photos }) as unknown as User
  const former = account([])
  const lost = new SCIMConnectionError('lost', { applied: 'unknown', attempts: 1, cause: undefined })
  const options = () => ({ clock: openPlace('1.1').clock, settleTimeout: 2000 })

  it('returns the account of the answer without verify, or the one that was read', async () => {
    const answers = [{ user: account([{ value: 'https://slack.test/1.png' }]) }, {}]
    const sent: unknown[] = []
    const scim = fakeUsers({
      readUser: async () => ({ user: former }),
      patchUser: async (_id, partial) => {
        sent.push(partial)
        return answers[sent.length - 1] ?? {}
      },
    })
    for (const { user = former } of answers) {
      const result = await setProfilePhoto(scim, 'U1', NEW, { verify: false })
      expect(result).toEqual({ user, isShown: user !== former })
    }
    expect(sent[0]).toEqual({ photos: [{ value: NEW, primary: true }] })
  })

  it('resolves as not shown only where the change was accepted', async () => {
    const accepted = fakeUsers({ readUser: async () => ({ user: former }), patchUser: async () => ({}) })
    expect(await setProfilePhoto(accepted, 'U1', NEW, options())).toEqual({ user: former, isShown: false })
    const patchUser = async (): Promise<never> => {
      throw lost
    }
    const done = setProfilePhoto({ ...accepted, patchUser }, 'U1', NEW, options())
    await expect(done).rejects.toMatchObject({ reason: 'unsettled', applied: 'unknown' })
  })

  it.each([new SCIMRefusedError('other', 'not_found'), lost])(
    'rejects with %s of a read after the change',
    async (failure) => {
      let reads = 0
      const scim = fakeUsers({
        readUser: async () => {
          if (reads++ > 0) throw failure
          return { user: former }
        },
        patchUser: async () => ({}),
      })
      await expect(setProfilePhoto(scim, 'U1', NEW, options())).rejects.toBe(failure)
    },
  )
})
