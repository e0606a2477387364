import fc from 'fast-check'
import type {
  Account,
  DesiredGroup,
  DesiredUser,
  PlanInput,
  Roster,
} from '../../../src/provisioning/index.ts'
import { ALL, account, company, group, roster, row } from './company.ts'

const KEYS = ['0', '1', '2', '3', '4', '5', '6', '7']
const GROUPS = ['a', 'b', 'c']
const title = fc.constantFrom('A', 'B', undefined)
const some = fc.subarray(KEYS)

/** One of each key, each with one of a few names, so that names are swapped, handed on and disputed. */
const names = fc.shuffledSubarray([...KEYS, '8', '9'], { minLength: KEYS.length, maxLength: KEYS.length })

const accounts: fc.Arbitrary<Account[]> = fc
  .tuple(
    names,
    names,
    fc.array(
      fc.record({
        title,
        isActive: fc.boolean(),
        kind: fc.constantFrom('member' as const, 'member' as const, 'guest' as const, 'bot' as const),
        manager: fc.option(fc.constantFrom(...KEYS), { nil: undefined }),
      }),
      { minLength: 8, maxLength: 8 },
    ),
    some,
  )
  .map(([emails, userNames, rest, present]) =>
    present.map((key) => {
      const { title: job, isActive, kind, manager } = rest[Number(key)] ?? { isActive: true, kind: 'member' }
      const attributes = {
        email: `${emails[Number(key)]}@acme.test`,
        userName: `user${userNames[Number(key)]}`,
        ...(job && { title: job }),
        ...(manager && present.includes(manager) && { manager: `U${manager}` }),
      }
      return account(key, attributes, { active: isActive, kind })
    }),
  )

const rows: fc.Arbitrary<DesiredUser[]> = fc
  .tuple(
    names,
    names,
    fc.array(
      fc.record({
        title: fc.constantFrom('A', 'B', null, undefined),
        isActive: fc.constantFrom(true, true, true, false),
        guest: fc.constantFrom(undefined, undefined, true, false),
        manager: fc.option(fc.constantFrom(...KEYS), { nil: undefined }),
      }),
      { minLength: 8, maxLength: 8 },
    ),
    some,
  )
  .map(([emails, userNames, rest, present]) =>
    present.map((key) => {
      const { title: job, isActive, guest, manager } = rest[Number(key)] ?? {}
      const attributes = {
        email: `${emails[Number(key)]}@acme.test`,
        userName: `user${userNames[Number(key)]}`,
        ...(job !== undefined && { title: job }),
        ...(manager && manager !== key && { manager }),
      }
      return row(key, attributes, { active: isActive ?? true, guest })
    }),
  )

const groups: fc.Arbitrary<DesiredGroup[]> = fc
  .tuple(
    fc.shuffledSubarray(['x', 'y', 'z', 'w'], { minLength: 3 }),
    fc.array(some, { minLength: 3, maxLength: 3 }),
    fc.subarray(GROUPS),
  )
  .map(([wanted, members, present]) =>
    present.map((key, index) =>
      group(key, members[index] ?? [], { name: wanted[index] ?? key, mode: index === 1 ? 'add' : 'exact' }),
    ),
  )

/** A company at any time, with everything allowed. */
export const anyCompany: fc.Arbitrary<PlanInput> = fc
  .record({
    accounts,
    rows,
    groups,
    members: fc.array(some, { minLength: 3, maxLength: 3 }),
    rosterNames: fc.shuffledSubarray(['x', 'y', 'z', 'w'], { minLength: 3 }),
    presentRosters: fc.subarray(GROUPS),
    linked: some,
    linkedGroups: fc.subarray(GROUPS),
    isParking: fc.boolean(),
    isAbsenceDeactivated: fc.boolean(),
    written: fc.dictionary(fc.constantFrom(...KEYS), fc.record({ title: fc.constantFrom('A', 'B') })),
  })
  .map(
    ({
      members,
      rosterNames,
      presentRosters,
      isParking,
      isAbsenceDeactivated,
      linkedGroups,
      linked,
      ...parts
    }) => {
      const rosters: Roster[] = presentRosters.map((key, index) =>
        roster(
          rosterNames[index] ?? key,
          (members[index] ?? []).map((id) => `U${id}`),
          `S${key}`,
        ),
      )
      const ids = new Set(parts.accounts.map(({ id }) => id))
      return company({
        ...parts,
        rosters,
        linkedGroups: linkedGroups.filter((key) => presentRosters.includes(key)),
        linked: linked.filter((key) => ids.has(`U${key}`)),
        policy: {
          ...ALL,
          absent: isAbsenceDeactivated ? 'deactivate' : 'report',
          ...(isParking && { parking: { userName: 'parked-{n}', email: 'parked-{n}@acme.test' } }),
        },
      })
    },
  )
