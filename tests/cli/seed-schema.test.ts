import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { seedFile } from '../../cli/emulator/seed-schema.ts'
import { STARTER_SEED } from '../../cli/emulator/starter-seed.ts'
import { checkDataFile } from '../../cli/files/check-data-file.ts'
import { createEmulator, type Seed, type SeedUser, seedDirectory } from '../../mocks/index.ts'
import { temporary } from './run.ts'

const EVERYTHING: Seed = {
  organization: {
    id: 'E0ACME',
    name: 'Acme',
    domain: 'acme',
    plan: 'enterprise',
    peopleChangeDisplayNames: true,
    reservedNames: ['x'],
  },
  users: [
    {
      id: 'U0JO',
      userName: 'jo',
      email: 'jo@x.test',
      secondaryEmail: 'jo@y.test',
      name: { givenName: 'Jo', familyName: 'Park' },
      displayName: 'Jo',
      nickName: 'jojo',
      title: 'Engineer',
      timezone: 'Europe/Berlin',
      active: true,
      rank: 'admin',
      kind: 'human',
      created: '2024-01-01T00:00:00Z',
      photo: 'https://x.test/jo.png',
      primaryPhone: '+1',
      mobilePhone: '+2',
      address: { streetAddress: 'A', locality: 'B', region: null, postalCode: '0042', country: 'D' },
      userType: 'a',
      role: 'b',
      preferredLanguage: 'en',
      locale: 'en-US',
      startDate: '2024-01-01T00:00:00Z',
      enterprise: {
        employeeNumber: '0042',
        costCenter: 'a',
        organization: 'b',
        division: 'c',
        department: 'd',
        managerId: null,
      },
      forgotten: false,
    } satisfies Omit<Required<SeedUser>, 'emails' | 'guest'>,
    { userName: 'al', name: 'Al Lee', emails: [{ value: 'al@x.test', primary: true }, 'al@y.test'] },
    { userName: 'gus', guest: { type: 'single', expiration: '2030-01-01T00:00:00Z', channels: ['design'] } },
    { userName: 'gil', guest: true },
  ],
  groups: [
    { id: 'S0', displayName: 'G', members: ['jo'], created: '2024-01-01T00:00:00Z', linkedToChannels: true },
  ],
  channels: ['random'],
  tokens: [{ token: 'xoxp-jo', holder: 'jo', level: 'workspace', scopes: ['admin'] }],
}

describe('the schema of seeds', () => {
  it.each([
    ['with everything', EVERYTHING],
    ['of seedDirectory', seedDirectory({ users: 60, groups: 5 })],
    ['of init', parse(STARTER_SEED)],
    ['that is empty', {}],
  ])('accepts a seed %s, as the emulator does, and changes nothing in it', (_name, seed) => {
    expect(v.parse(seedFile(), seed)).toEqual(seed)
    expect(() => createEmulator({ seed })).not.toThrow()
  })

  it.each([
    { Users: [] },
    { users: {} },
    { users: [{}] },
    { users: [{ userName: '' }] },
    { users: [{ userName: 5 }] },
    { users: [{ userName: 'jo', active: 'no' }] },
    { users: [{ userName: 'jo', rank: 'boss' }] },
    { users: [{ userName: 'jo', guest: { type: 'both' } }] },
    { users: [{ userName: 'jo', emails: [{ vaule: 'x' }] }] },
    { users: [{ userName: 'jo', name: { givenName: 'Jo' } }] },
    { users: [{ userName: 'jo', enterprise: { employeeNumber: 42 } }] },
    { users: [{ userName: 'jo', address: { street: 'A' } }] },
    { groups: [{ name: 'G' }] },
    { tokens: [{ token: 'x' }] },
    { organization: { plan: 'free' } },
    { channels: [5] },
  ])('refuses %j, as the emulator does', (seed) => {
    expect(v.safeParse(seedFile(), seed).success).toBe(false)
    expect(() => createEmulator({ seed: seed as Seed })).toThrow()
  })
})

/** Nine lists of nine aliases each: 387 million texts. */
const MANY_ALIASES = [...'abcdefghi']
  .map((name, at, all) => `${name}: &${name} [${Array(9).fill(at ? `*${all[at - 1]}` : 'x')}]`)
  .join('\n')

describe('a file', () => {
  const read = (name: string, content: string | Uint8Array) => () => {
    const file = join(temporary(), name)
    writeFileSync(file, content)
    return checkDataFile('--seed', file, seedFile())
  }

  it('may name its schema', () => {
    expect(read('a.json', '{ "$schema": "./seed.schema.json", "channels": [] }')()).toEqual({ channels: [] })
  })

  it.each(['a.yaml', 'a.json'])('%s that is nested too deeply is refused', (name) => {
    const content = `{"users":${'['.repeat(20_000)}${']'.repeat(20_000)}}`
    expect(read(name, content)).toThrow(': is nested too deeply')
  })

  it.each([
    ['a.json', '[]', 'must be an object, not a list'],
    ['a.json', '{ "users": [], }', 'JSON'],
    ['a.json', '', 'JSON'],
    ['a.yaml', '', 'must be an object, not null'],
    ['a.yaml', 'users: [', ':1:'],
    ['a.yaml', 'users: []\nusers: []', ':2:1: Map keys must be unique'],
    ['a.yaml', 'users: &a [*a]', 'a.yaml'],
    ['a.yaml', 'users: *people', 'a.yaml: Unresolved alias'],
    ['a.yaml', MANY_ALIASES, 'a.yaml: Excessive alias count'],
    ['a.yaml', new Uint8Array([0xff, 0xfe, 0x20]), 'must be UTF-8'],
    [
      'a.yaml',
      'users:\n  - { userName: jo, name: { givenName: Jo, familName: Park } }',
      ':2:55: users[0].name.familName: unknown key',
    ],
  ])('%s with %j is refused', (name, content, expected) => {
    expect(read(name, content)).toThrow(expected)
  })

  it('shows the first ten problems', () => {
    const users = Array.from({ length: 14 }, () => '  - { userName: 5 }').join('\n')
    expect(read('a.yaml', `users:\n${users}`)).toThrow(/and 4 more$/)
  })
})
