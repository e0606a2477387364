import { ensureUser, type User, type UserCreate } from '../../src/index.ts'
import type { Act } from './act.ts'
import type { Place } from './place.ts'
import { TwoEndings } from './two-endings.ts'
import { newTitle, outcomeProblem, wanted, written } from './user-acts.ts'

/** What can be done about somebody who is not there yet. */
export const ABSENT_USER_ACTS: readonly ((place: Place) => Act)[] = [
  (place) => {
    const { name, title, user } = newcomer(place)
    return {
      ...written(place, name, { title, active: true }),
      makes: { user: name },
      name: 'createUser',
      kind: 'call',
      run: (options) => place.scim.createUser(user, options),
      check: (result) =>
        (result as { user: User }).user.userName === name ? undefined : 'answers somebody else',
    }
  },
  (place) => {
    const { name, title, user } = newcomer(place)
    return {
      ...written(place, name, { title, active: true }),
      makes: { user: name },
      name: 'ensureUser of somebody new',
      kind: 'domain',
      run: (options) => ensureUser(place.scim, user, { ...options, clock: place.clock }),
      check: (result, effects) => outcomeProblem(result, 'created', effects),
    }
  },
  (place) => {
    const { name, title, user } = newcomer(place)
    return {
      ...written(place, name, { title, active: true }),
      makes: { user: name },
      name: 'ensureUser of somebody new, twice at once',
      kind: 'domain',
      run: async (options) => {
        const both = await Promise.allSettled([
          ensureUser(place.scim, user, { ...options, clock: place.clock }),
          ensureUser(place.scim, user, { ...options, clock: place.clock }),
        ])
        const done = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value.user.id] : []))
        if (done.length === 2) return done
        throw new TwoEndings(both)
      },
      check: (result) => {
        const ids = result as readonly string[]
        return ids.every((id) => id === place.emulator.state.user(name)?.id)
          ? undefined
          : 'answer two accounts'
      },
    }
  },
]

function newcomer(place: Place): {
  readonly name: string
  readonly title: string
  readonly user: UserCreate
} {
  const name = `new${place.next()}`
  const title = newTitle(place)
  return { name, title, user: wanted(name, `${name}@example.com`, title) }
}
