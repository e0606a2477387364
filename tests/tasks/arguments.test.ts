import { describe, expect, it } from 'vitest'
import {
  addGroupMembers,
  availableUserName,
  changeEmail,
  convertToGuest,
  convertToMember,
  deactivateUser,
  ensureUser,
  findGroupByName,
  findUserByEmail,
  findUserByUserName,
  isMember,
  reactivateUser,
  removeGroupMembers,
  resolveUser,
  SCIMConfigurationError,
  SCIMValidationError,
  setGroupMembers,
  setGuestExpiration,
  setManager,
  setProfilePhoto,
} from '../../src/index.ts'
import { failure } from '../support/outcome.ts'
import { openPlace, VERSIONS } from '../support/worlds.ts'

type AnyTask = (...given: unknown[]) => Promise<unknown>

/** Every task, with arguments that it takes after the client. */
const TASKS: Record<string, readonly [task: unknown, ...given: unknown[]]> = {
  addGroupMembers: [addGroupMembers, 'S1', ['U1']],
  availableUserName: [availableUserName, 'jo'],
  changeEmail: [changeEmail, 'U1', 'jo@example.com'],
  convertToGuest: [convertToGuest, 'U1'],
  convertToMember: [convertToMember, 'U1'],
  deactivateUser: [deactivateUser, 'U1'],
  ensureUser: [ensureUser, { userName: 'jo', emails: [{ value: 'jo@example.com' }] }],
  findGroupByName: [findGroupByName, 'staff'],
  findUserByEmail: [findUserByEmail, 'jo@example.com'],
  findUserByUserName: [findUserByUserName, 'jo'],
  isMember: [isMember, 'S1', 'U1'],
  reactivateUser: [reactivateUser, 'U1'],
  removeGroupMembers: [removeGroupMembers, 'S1', ['U1']],
  resolveUser: [resolveUser, 'jo'],
  setGroupMembers: [setGroupMembers, 'S1', ['U1']],
  setGuestExpiration: [setGuestExpiration, 'U1', null],
  setManager: [setManager, 'U1', 'jo'],
  setProfilePhoto: [setProfilePhoto, 'U1', 'https://example.com/jo.png'],
}

/** Tasks whose text is a wish, of which they make a name themselves. */
const WISHES = ['availableUserName']

describe.each(Object.entries(TASKS))('%s', (name, [task, ...given]) => {
  const run = task as AnyTask

  it.each(VERSIONS)(
    'refuses each argument that is no text, blank or padded, before anything is sent (%s)',
    async (version) => {
      const { scim, sent } = openPlace(version)
      for (const [index, good] of given.entries()) {
        const padded = WISHES.includes(name) || typeof good !== 'string' ? [] : [`${good} `, `\u00a0${good}`]
        for (const bad of [undefined, 5, '', ' \t', [''], ['U1', 5], ['U1 '], {}, ...padded]) {
          const changed = given.map((value, at) => (at === index ? bad : value))
          const error = await run(scim, ...changed).catch((thrown: unknown) => thrown)
          expect(error, `${name}(${JSON.stringify(changed)})`).toBeInstanceOf(SCIMValidationError)
          expect((error as Error).message).toMatch(new RegExp(`^${name}: `))
        }
      }
      expect(sent).toEqual([])
    },
  )

  it('refuses an unknown option and a value of the wrong type, before anything is sent', async () => {
    const { scim, sent } = openPlace('1.1')
    for (const options of [
      { patience: 1 },
      { settleTimeout: '5' },
      { settleTimeout: -1 },
      { clock: {} },
      null,
      5,
    ]) {
      const error = await run(scim, ...given, options).catch((thrown: unknown) => thrown)
      expect(error, JSON.stringify(options)).toBeInstanceOf(SCIMConfigurationError)
      expect((error as Error).message).toMatch(new RegExp(`^${name}: `))
    }
    expect(sent).toEqual([])
  })

  it('refuses what is no client, with a message that names the operation it misses', async () => {
    for (const bad of [undefined, null, {}, 'xoxp-test']) {
      const error = await run(bad, ...given).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(SCIMValidationError)
      expect((error as Error).message).toMatch(new RegExp(`^${name}: client\\.\\w+: must be a function`))
    }
  })

  it('refuses a signal in place of the options', async () => {
    const { scim, sent } = openPlace('2.0')
    const { signal } = new AbortController()
    const error = await failure(deactivateUser(scim, 'U1', signal as never), SCIMConfigurationError)
    expect(error.message).toBe('deactivateUser: the options must be an object, such as { signal }')
    expect(sent).toEqual([])
  })

  it('changes nothing that it is given', async () => {
    const { scim } = openPlace('1.1')
    const frozen = structuredClone(given).map((value) => Object.freeze(value))
    await run(scim, ...frozen, Object.freeze({ settleTimeout: 0 })).catch((error: unknown) => {
      expect(error).not.toBeInstanceOf(TypeError)
    })
    expect(frozen).toEqual(given)
  })
})
