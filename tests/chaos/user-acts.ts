import type { StateUser } from '../../mocks/index.ts'
import {
  deactivateUser,
  ensureUser,
  findUserByEmail,
  reactivateUser,
  SCIMConflictError,
  toWritable,
  type User,
  type UserCreate,
} from '../../src/index.ts'
import type { Act } from './act.ts'
import { ANCHORS, type Place, pick } from './place.ts'
import { TwoEndings } from './two-endings.ts'

/** Makes an act about a person. */
type UserAct = (place: Place, person: StateUser) => Act

/** What can be done with an account that works. */
export const ACTIVE_USER_ACTS: readonly UserAct[] = [
  ({ scim, emulator }, { id }) => ({
    name: 'readUser',
    kind: 'call',
    run: (options) => scim.readUser(id, options),
    state: () => emulator.state.user(id),
    check: (result) => {
      const { user } = result as { readonly user: User }
      return user.id === id && user.title === emulator.state.user(id)?.title
        ? undefined
        : 'read something else'
    },
  }),
  (place, { id }) => {
    const title = newTitle(place)
    return {
      ...written(place, id, { title }),
      name: 'patchUser',
      kind: 'call',
      run: (options) => place.scim.patchUser(id, { title }, options),
    }
  },
  (place, { id, userName, primaryEmail }) => {
    const title = newTitle(place)
    return {
      ...written(place, id, { title, userName, primaryEmail, active: true }),
      name: 'updateUser after readUser',
      kind: 'domain',
      run: async (options) => {
        const { user } = await place.scim.readUser(id, options)
        return place.scim.updateUser({ ...toWritable(user), title }, options)
      },
    }
  },
  (place, { id }) => {
    const [first, second] = [newTitle(place), newTitle(place)]
    return {
      ...written(place, id, { title: second }),
      name: 'patchUser twice at once',
      kind: 'domain',
      run: async (options) => {
        const [one, two] = await Promise.allSettled([
          place.scim.patchUser(id, { title: first }, options),
          place.scim.patchUser(id, { title: second }, options),
        ])
        // Of two errors neither speaks for both; that the order was kept shows where both were done.
        if (one.status === 'fulfilled' && two.status === 'fulfilled') return 'both'
        throw new TwoEndings([one, two])
      },
    }
  },
  (place, { id }) => {
    const title = newTitle(place)
    const userName = pick(place.random, ANCHORS)
    return {
      ...written(place, id, { title, userName }),
      name: 'patchUser with a name that is taken',
      kind: 'call',
      refused: true,
      run: (options) => place.scim.patchUser(id, { title, userName, nickName: userName }, options),
    }
  },
  (place, { id }) => {
    const title = newTitle(place)
    return {
      ...written(place, id, { title, displayName: '@' }),
      name: 'patchUser with a display name that cannot be',
      kind: 'call',
      refused: true,
      run: (options) => place.scim.patchUser(id, { title, displayName: '@' }, options),
    }
  },
  (place, { id }) => ({
    ...written(place, id, { active: false }),
    name: 'deleteUser',
    kind: 'call',
    // Where also the second read is late, an answer to PATCH without a body leaves nothing to see it by.
    lags: place.world.name.includes('five-seconds-late'),
    run: (options) => place.scim.deleteUser(id, options),
  }),
  (place, { id }) => ({
    ...written(place, id, { active: false }),
    name: 'deactivateUser',
    mayFail: place.mayEndUnsettled,
    kind: 'domain',
    run: (options) => deactivateUser(place.scim, id, { ...options, clock: place.clock }),
  }),
  (place, { id, userName, primaryEmail }) => {
    const title = newTitle(place)
    return {
      ...written(place, id, { title, active: true }),
      name: 'ensureUser of somebody who is there',
      kind: 'domain',
      run: (options) =>
        ensureUser(place.scim, wanted(userName, primaryEmail, title), { ...options, clock: place.clock }),
      check: (result, effects) => outcomeProblem(result, 'updated', effects),
    }
  },
  ({ scim, emulator, clock }, { id, primaryEmail }) => ({
    name: 'findUserByEmail',
    kind: 'domain',
    run: (options) => findUserByEmail(scim, primaryEmail, { ...options, clock, certain: true }),
    state: () => emulator.state.user(id),
    check: (result) =>
      (result as User | undefined)?.id === id ? undefined : 'found somebody else, or nobody',
  }),
]

/** What can be done with a deactivated account. */
export const INACTIVE_USER_ACTS: readonly UserAct[] = [
  (place, { id }) => ({
    ...written(place, id, { active: true }),
    name: 'patchUser active',
    kind: 'call',
    run: (options) => place.scim.patchUser(id, { active: true }, options),
  }),
  (place, { id }) => ({
    ...written(place, id, { active: true }),
    name: 'reactivateUser',
    mayFail: place.mayEndUnsettled,
    kind: 'domain',
    run: (options) => reactivateUser(place.scim, id, { ...options, clock: place.clock }),
  }),
  (place, { id, userName, primaryEmail }) => {
    const title = newTitle(place)
    const options = { clock: place.clock, onDeactivated: 'reactivate' } as const
    return {
      ...written(place, id, { title, active: true }),
      name: 'ensureUser of somebody deactivated',
      kind: 'domain',
      run: (call) => ensureUser(place.scim, wanted(userName, primaryEmail, title), { ...call, ...options }),
      check: (result, effects) => outcomeProblem(result, 'reactivated', effects),
      // Where neither a list nor an error tells who holds the address, nobody can say that it is the person.
      mayFail: (error) => error instanceof SCIMConflictError || place.mayEndUnsettled(error),
    }
  },
  (place, { id, userName, primaryEmail }) => {
    const title = newTitle(place)
    return {
      ...written(place, id, { title, active: true }),
      name: 'ensureUser of somebody deactivated, unasked',
      kind: 'domain',
      refused: true,
      run: (options) =>
        ensureUser(place.scim, wanted(userName, primaryEmail, title), { ...options, clock: place.clock }),
    }
  },
]

/** What an account is to hold. */
export function written(
  { emulator }: Place,
  key: string,
  intended: Partial<StateUser>,
): Pick<Act, 'holds' | 'state'> {
  const state = (): StateUser | undefined => emulator.state.user(key)
  return {
    state,
    holds: () => {
      const user = state()
      return Object.entries(intended).every(([name, value]) => user?.[name as keyof StateUser] === value)
    },
  }
}

/** A title that nobody had before. */
export function newTitle({ next }: Place): string {
  return `Title ${next()}`
}

/** An account as ensureUser takes it. */
export function wanted(userName: string, email: string, title: string): UserCreate {
  return { userName, emails: [{ value: email, primary: true }], title }
}

/** What is wrong with the outcome of ensureUser. */
export function outcomeProblem(
  result: unknown,
  expected: string,
  effects: readonly string[],
): string | undefined {
  const { outcome } = result as { readonly outcome: string }
  if (outcome === 'created' && !effects.includes('new user')) return "says 'created', and made nobody"
  return outcome === expected ? undefined : `says '${outcome}', not '${expected}'`
}
