import { type Check, integerIn, shape } from '../errors/check-shape.ts'
import { seededRandom } from '../random/seeded.ts'
import type { Seed, SeedGroup, SeedUser } from './seed.ts'

const GIVEN = ['Ada', 'Bo', 'Chidi', 'Dana', 'Eli', 'Fay', 'Goro', 'Hana', 'Ivo', 'Juno', 'Kofi', 'Lena']
const FAMILY = ['Abara', 'Berg', 'Costa', 'Dietz', 'Egan', 'Fujita', 'Grau', 'Haddad', 'Ito', 'Janda']
const TITLES = ['Engineer', 'Designer', 'Analyst', 'Recruiter', 'Accountant']
const DEPARTMENTS = ['Platform', 'Design', 'Finance', 'People', 'Support', 'Sales', 'Legal', 'Security']

const OPTIONS: Check = /* @__PURE__ */ (() => {
  return shape({
    users: integerIn(1),
    groups: integerIn(0),
    seed: integerIn(0),
  })
})()

/**
 * Makes an invented directory, the same one each time: a primary owner, an owner, an admin, then members.
 * Every 11th account is a guest, every 13th is deactivated; groups are departments.
 *
 * @param options - `users`: number of accounts with the primary owner, default 25; `groups`: number of
 *   groups, default 4; `seed`: seed of the random numbers, default 1
 *
 * @example
 * ```ts
 * import { createEmulator, seedDirectory } from 'slack-scim/mocks'
 *
 * const emulator = createEmulator({ seed: seedDirectory({ users: 200, groups: 8 }) })
 * console.log(emulator.state.users.length)
 * ```
 */
export function seedDirectory(
  options: { readonly users?: number; readonly groups?: number; readonly seed?: number } = {},
): Seed {
  OPTIONS(options, 'seedDirectory')
  const { users: howMany = 25, groups: howManyGroups = 4, seed = 1 } = options
  const random = seededRandom(seed)
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? ''

  const users = Array.from({ length: howMany }, (_, index): SeedUser => {
    const givenName = pick(GIVEN)
    const familyName = pick(FAMILY)
    const userName = `${givenName}.${familyName}${index + 1}`.toLowerCase()
    const rank = index === 0 ? 'primary-owner' : index === 1 ? 'owner' : index === 2 ? 'admin' : 'member'
    const guest = rank === 'member' && index % 11 === 10
    return {
      userName,
      email: `${userName}@example.com`,
      name: { givenName, familyName },
      displayName: `${givenName} ${familyName}`,
      rank,
      active: rank !== 'member' || index % 13 !== 12,
      ...(guest
        ? { guest }
        : {
            title: pick(TITLES),
            enterprise: { department: pick(DEPARTMENTS), employeeNumber: `E${1000 + index}` },
          }),
    }
  })
  const joinable = users.filter((user) => user.active && !user.guest).map((user) => user.userName)
  const groups = Array.from({ length: howManyGroups }, (_, index): SeedGroup => {
    const name = DEPARTMENTS[index % DEPARTMENTS.length] ?? ''
    const round = Math.floor(index / DEPARTMENTS.length)
    return {
      displayName: round === 0 ? name : `${name} ${round + 1}`,
      members: joinable.filter(() => random() < Math.min(0.3, 500 / joinable.length)),
    }
  })
  return { users, groups }
}
