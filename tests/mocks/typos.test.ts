import { describe, expect, it } from 'vitest'
import { createEmulator, EmulatorError, type Fault, type Seed, seedDirectory } from '../../mocks/index.ts'

const jo = { userName: 'jo' }

/** What a test may write by mistake, and what it is told. */
const OPTIONS: readonly (readonly [options: object, message: RegExp])[] = [
  [{ sede: {} }, /^createEmulator: sede: unknown key: did you mean 'seed'\? Known keys: seed, clock, /],
  [
    { limits: { form: 'fixed_window' } },
    /limits\.form: unknown value 'fixed_window': did you mean 'fixed-window'\?/,
  ],
  [{ limits: { other: {} } }, /limits\.other: unknown key/],
  [
    { limits: { otherApp: { share: 2 } } },
    /limits\.otherApp\.share: must be a number above 0, at most 1, not 2/,
  ],
  [{ limits: 'yes' }, /limits: must be true or false, not 'yes'/],
  [{ clock: Date }, /clock: must be a clock with now\(\), setTimeout\(\) and clearTimeout\(\)/],
  [{ faults: { kind: 'hang' } }, /faults: must be a list of faults, not an object/],
  [
    { assumptions: { 'put-without-activ': 'keeps' } },
    /assumptions\.put-without-activ: unknown key: did you mean 'put-without-active'\?/,
  ],
  [
    { assumptions: { 'put-without-active': 'keep' } },
    /assumptions\.put-without-active: unknown value 'keep': did you mean 'keeps'\?/,
  ],
  [{ baseUrl: 'nowhere' }, /^createEmulator: baseUrl: 'nowhere' is no URL: give one such as/],
  [{ token: 'a b' }, /token: must be a string without spaces/],
  [{ token: '' }, /token: must be a string without spaces/],
]

const SEEDS: readonly (readonly [seed: unknown, message: RegExp])[] = [
  [[jo], /^createEmulator: seed: must be an object, not a list$/],
  [{ Users: [jo] }, /seed\.Users: unknown key: did you mean 'users'\? Known keys: users, groups, /],
  [{ goups: [] }, /seed\.goups: unknown key: did you mean 'groups'\?/],
  [{ users: jo }, /seed\.users: must be a list, not an object/],
  [{ users: [{}] }, /seed\.users\[0\]\.userName: required/],
  [{ users: [{ userName: ' ' }] }, /users\[0\]\.userName: must be a string that is not blank, not ' '/],
  [{ users: [jo, { userName: 'al', active: 'no' }] }, /users\[1\]\.active: must be true or false, not 'no'/],
  [{ users: [{ ...jo, emial: 'jo@x.test' }] }, /users\[0\]\.emial: unknown key: did you mean 'email'\?/],
  [{ users: [{ ...jo, rank: 'Owner' }] }, /users\[0\]\.rank: unknown value 'Owner': did you mean 'owner'\?/],
  [{ users: [{ ...jo, kind: 'robot' }] }, /kind: unknown value 'robot': did you mean 'bot'\?/],
  [{ users: [{ ...jo, guest: 'multi' }] }, /guest: must be true or false, not 'multi'/],
  [
    { users: [{ ...jo, guest: { type: 'mutli' } }] },
    /guest\.type: unknown value 'mutli': did you mean 'multi'\?/,
  ],
  [
    { users: [{ ...jo, enterprise: { departement: 'x' } }] },
    /enterprise\.departement: unknown key: did you mean 'department'\?/,
  ],
  [
    { users: [{ ...jo, emails: [{ value: 'a@x.test', primary: 'true' }] }] },
    /emails\[0\]\.primary: must be true or false/,
  ],
  [{ users: [{ ...jo, created: 'once' }] }, /created: must be an ISO 8601 date, not 'once'/],
  [{ users: [{ ...jo, title: null }] }, /title: must be a string, not null/],
  [{ users: [jo, { userName: 'JO' }] }, /seed\.users: 'JO' and 'jo' have the same userName or email/],
  [{ users: [jo, { userName: 'al', secondaryEmail: 'jo@example.com' }] }, /'al' and 'jo' have the same/],
  [
    {
      users: [
        { ...jo, id: 'U1' },
        { userName: 'al', id: 'U1' },
      ],
    },
    /two users have the id 'U1'/,
  ],
  [{ users: [{ ...jo, enterprise: { managerId: 'no' } }] }, /manager 'no' of 'jo': no such user/],
  [{ groups: [{ name: 'Ops' }] }, /groups\[0\]\.name: unknown key/],
  [{ groups: [{ displayName: 'Ops', members: 'jo' }] }, /groups\[0\]\.members: must be a list, not 'jo'/],
  [{ groups: [{ displayName: 'Ops', members: ['nobody'] }] }, /member 'nobody' of 'Ops': no such user/],
  [{ groups: [{ displayName: 'Ops' }, { displayName: 'ops' }] }, /two groups are 'ops': give each an id/],
  [{ tokens: [{ token: 'x', holder: 'nobody' }] }, /holder 'nobody': no such user/],
  [{ tokens: [{ token: 'x', user: 'jo' }] }, /tokens\[0\]\.user: unknown key/],
  [
    { organization: { plan: 'business' } },
    /organization\.plan: unknown value 'business': did you mean 'business-plus'\?/,
  ],
]

const FAULTS: readonly (readonly [fault: unknown, message: RegExp])[] = [
  [{ kind: 'nonsense' }, /^faults: \[0\]\.kind: unknown value 'nonsense': use one of rate-limit, latency, /],
  [{ kind: 'ratelimit' }, /kind: unknown value 'ratelimit': did you mean 'rate-limit'\?/],
  [{}, /kind: unknown value undefined/],
  ['hang', /^faults: \[0\]: must be an object, not 'hang'/],
  [
    { kind: 'hang', match: { operation: 'createUsers' } },
    /match\.operation: unknown value 'createUsers': did you mean 'createUser'\?/,
  ],
  [{ kind: 'hang', match: { method: 'PSOT' } }, /match\.method: unknown value 'PSOT': did you mean 'POST'\?/],
  [
    { kind: 'hang', match: { operations: 'x' } },
    /match\.operations: unknown key: did you mean 'operation'\?/,
  ],
  [{ kind: 'hang', match: { nth: 0 } }, /match\.nth: must be a number, 1 or more, not 0/],
  [{ kind: 'hang', matches: {} }, /matches: unknown key: did you mean 'match'\?/],
  [{ kind: 'hang', times: 0 }, /times: must be a number, 1 or more, not 0/],
  [{ kind: 'hang', times: 1.5 }, /times: must be an integer, not 1.5/],
  [{ kind: 'hang', probability: 50 }, /probability: must be a number, 0 to 1, not 50/],
  [
    { kind: 'refusal', reason: 'user_name_taken' },
    /reason: unknown value 'user_name_taken': did you mean 'username_taken'\?/,
  ],
  [{ kind: 'refusal' }, /reason: required/],
  [{ kind: 'status', status: '500' }, /status: must be a number, 200 to 599, not '500'/],
  [{ kind: 'status', status: 500, body: 'truncated-json' }, /body: unknown value 'truncated-json'/],
  [{ kind: 'rate-limit', retry_after: 5 }, /retry_after: unknown key: did you mean 'retryAfter'\?/],
  [{ kind: 'latency', ms: 5 }, /ms: unknown key/],
  [{ kind: 'latency' }, /milliseconds: required/],
  [{ kind: 'connection', when: 'mid-write' }, /when: unknown value 'mid-write'/],
  [{ kind: 'interference' }, /act: required/],
]

describe('mistakes in the setup', () => {
  it.each(OPTIONS)('rejects the options %j', (options, message) => {
    expect(() => createEmulator(options)).toThrow(EmulatorError)
    expect(() => createEmulator(options)).toThrow(message)
  })

  it.each(SEEDS)('rejects the seed %j', (seed, message) => {
    expect(() => createEmulator({ seed: seed as Seed })).toThrow(EmulatorError)
    expect(() => createEmulator({ seed: seed as Seed })).toThrow(message)
  })

  it.each(FAULTS)('rejects the fault %j, at the start and later', (fault, message) => {
    expect(() => createEmulator({ faults: [fault as Fault] })).toThrow(EmulatorError)
    const { faults } = createEmulator()
    expect(() => faults.add(fault as Fault)).toThrow(message)
    expect(faults.active).toEqual([])
  })

  it('rejects mistakes in what a test puts into the state', () => {
    const { state } = createEmulator()
    expect(() => state.upsertUser({ userName: 'jo', actve: true } as never)).toThrow(
      /^state\.upsertUser: user\.actve: unknown key: did you mean 'active'\?/,
    )
    expect(() => state.upsertGroup({ displayName: 'Ops', member: [] } as never)).toThrow(
      /^state\.upsertGroup: group\.member: unknown key: did you mean 'members'\?/,
    )
    expect(() => seedDirectory({ user: 5 } as never)).toThrow(
      /^seedDirectory: user: unknown key: did you mean 'users'\?/,
    )
  })
})
