import { describe, expect, it } from 'vitest'
import { SCIMAbortError, SCIMConfigurationError } from '../../../src/index.ts'
import {
  arraySource,
  type DesiredEvent,
  type DirectorySource,
  emptyLinks,
  matchPeople,
  readDesired,
  SCIMSourceError,
} from '../../../src/provisioning/index.ts'
import { deepFreeze, failure } from '../../support/outcome.ts'
import { account, snapshotOf } from '../support/states.ts'
import { row } from './read.ts'

const NOW = new Date('2026-11-29T09:00:00Z')

/** A source that fails after so many people. */
function failing(name: string, after: number): DirectorySource {
  return {
    name,
    owns: {},
    async *read() {
      for (let n = 0; n < after; n++) yield { ...row(n + 2, {}, `${name}${n}`), active: true }
      throw new Error('the connection closed')
    },
  }
}

describe('readDesired', () => {
  it('reads people and groups in canonical form, and changes nothing that it is given', async () => {
    const source = deepFreeze(
      arraySource({
        name: 'hr',
        owns: { email: 'always' },
        people: [
          {
            key: '0042',
            attributes: { userName: 'Ada.Berg@acme.test', email: ' Ada@ACME.test', title: null },
          },
          { key: '7', active: false, attributes: { employeeNumber: '0007' } },
        ],
        groups: [{ key: 'eng', name: ' Engineers ', members: ['0042', '7', '0042'] }],
      }),
    )
    const desired = await readDesired([source], { now: NOW })
    expect(desired.users.get('0042')).toEqual({
      key: '0042',
      source: 'hr',
      active: true,
      attributes: { userName: 'ada.berg', email: 'ada@acme.test', title: null },
    })
    expect(desired.users.get('7')).toMatchObject({ active: false, attributes: { employeeNumber: '0007' } })
    expect(desired.groups.get('eng')).toEqual({
      key: 'eng',
      source: 'hr',
      name: 'Engineers',
      members: ['0042', '7'],
      mode: 'add',
    })
    expect(desired.sources).toEqual([
      { name: 'hr', rows: 2, complete: true, takenAt: NOW.toISOString(), owns: { email: 'always' } },
    ])
  })

  it('fails when a source fails, whatever it yielded before', async () => {
    const error = await failure(readDesired([failing('hr', 700)]), SCIMSourceError)
    expect(error.issues).toEqual([
      { file: 'hr', message: 'failed after 700 people, so none of it counts: the connection closed' },
    ])
    expect(String(error.cause)).toBe('Error: the connection closed')
  })

  it('concludes no absence from either of two sources when one failed', async () => {
    const good = arraySource({ name: 'good', owns: {}, people: [row(1)] })
    await failure(readDesired([good, failing('bad', 1)]), SCIMSourceError)
    const desired = await readDesired([good, failing('bad', 1)], { incomplete: 'allow' })
    expect(desired.sources.map(({ name, rows, complete }) => [name, rows, complete])).toEqual([
      ['good', 1, true],
      ['bad', 1, false],
    ])
    const links = {
      ...emptyLinks(),
      users: new Map([['gone', { id: 'U1', source: 'good', written: {} }]]),
    }
    const snapshot = snapshotOf([account('U1', { email: 'gone@acme.test' })])
    expect(matchPeople({ desired, snapshot, links }).absent).toEqual([])
    const alone = await readDesired([good])
    expect(matchPeople({ desired: alone, snapshot, links }).absent).toEqual([
      { id: 'U1', source: 'good', key: 'gone' },
    ])
  })

  it('takes managers and members of a source that failed for people not read', async () => {
    const good = arraySource({
      name: 'good',
      owns: {},
      people: [row(1, { manager: 'unread' })],
      groups: [{ key: 'g', members: ['unread'] }],
    })
    const desired = await readDesired([good, failing('bad', 0)], { incomplete: 'allow' })
    expect(desired.users.size).toBe(1)
  })

  it('collects the issues that a source throws with those of others', async () => {
    const source: DirectorySource = {
      name: 'csv',
      owns: {},
      async *read() {
        yield { ...row(2, { email: 'x' }), active: true }
        throw new SCIMSourceError([
          { file: 'people.csv', line: 3, column: 5, message: 'quote: was not closed' },
        ])
      },
    }
    const { issues, message } = await failure(readDesired([source]), SCIMSourceError)
    expect(issues.map(({ line }) => line)).toEqual([2, 3])
    expect(message).toBe(
      'people.csv:2: 2: email: must be an email address; people.csv:3:5: quote: was not closed',
    )
  })

  it('makes groups of rules over the active people of all sources', async () => {
    const one = arraySource({
      name: 'one',
      owns: {},
      people: [
        row(1, { department: 'R&D', title: 'Senior Engineer' }),
        { ...row(2, { department: 'R&D', title: 'Engineer' }), active: false },
      ],
    })
    const two = arraySource({
      name: 'two',
      owns: {},
      people: [row(3, { department: 'r&d', title: 'engineer' })],
    })
    const filter = 'department eq "R&D" and title co "Engineer"'
    const { groups } = await readDesired([one, two], { groups: [{ key: 'eng', filter, mode: 'exact' }] })
    expect(groups.get('eng')).toMatchObject({ members: ['1', '3'], mode: 'exact', source: 'groups' })
  })

  it('refuses a rule with a broken filter, and one with a key that is taken', async () => {
    const source = arraySource({ name: 'hr', owns: {}, groups: [{ key: 'eng', members: [] }] })
    const groups = [
      { key: 'bad', filter: 'title xx "a"', origin: 'slack-scim.config.yaml:31' },
      { key: 'eng', filter: 'title pr', origin: 'slack-scim.config.yaml:32' },
    ]
    const { issues } = await failure(readDesired([source], { groups }), SCIMSourceError)
    expect(issues[0]).toMatchObject({ file: 'slack-scim.config.yaml', line: 31 })
    expect(issues[0]?.message).toMatch(/^bad: filter: /)
    expect(issues[1]?.message).toContain('key eng: is also that of another group')
  })

  it('tells of a group of more than 5,000 members', async () => {
    const people = Array.from({ length: 5001 }, (_, n) => row(n, { department: 'R&D' }))
    const events: DesiredEvent[] = []
    await readDesired([arraySource({ name: 'hr', owns: {}, people })], {
      groups: [{ key: 'all', filter: 'department pr' }],
      onEvent: (event) => events.push(event),
    })
    expect(events).toEqual([
      { type: 'source.start', source: 'hr' },
      ...[1, 2, 3, 4, 5].map((n) => ({ type: 'source.rows', source: 'hr', rows: n * 1000 })),
      { type: 'source.end', source: 'hr', rows: 5001, complete: true },
      { type: 'group.large', group: 'all', members: 5001, advised: 5000 },
    ])
  })

  it('goes on when its observer throws', async () => {
    const source = arraySource({ name: 'hr', owns: {}, people: [row(1)] })
    const onEvent = (): never => {
      throw new Error('observer')
    }
    expect((await readDesired([source], { onEvent })).sources[0]?.complete).toBe(true)
  })

  it('ends when its signal aborts', async () => {
    const controller = new AbortController()
    const source: DirectorySource = {
      name: 'endless',
      owns: {},
      async *read() {
        for (let n = 0; ; n++) {
          if (n === 10) controller.abort()
          yield { ...row(n), active: true }
        }
      },
    }
    await failure(readDesired([source], { signal: controller.signal }), SCIMAbortError)
  })

  it.each<readonly [what: string, sources: object[], options: object, message: string]>([
    ['two sources of one name', [{ name: 'a' }, { name: 'a' }], {}, 'a: two sources have this name'],
    [
      'an attribute that is none',
      [{ owns: { emial: 'always' } }],
      {},
      "'owns.emial': unknown: did you mean 'owns.email'?",
    ],
    [
      'an ownership that is none',
      [{ owns: { email: 'never' } }],
      {},
      "must be 'always' or 'onCreate' or 'whenEmpty'",
    ],
    ['a source without read', [{ read: undefined }], {}, 'a: read: must be a function'],
    ['an unknown option', [{}], { now: 5 }, "option 'now': must be a valid Date"],
  ])('refuses %s', async (_what, parts, options, message) => {
    const sources = parts.map((part) => ({ ...arraySource({ name: 'a', owns: {} }), ...part }))
    const error = await failure(readDesired(sources as DirectorySource[], options), SCIMConfigurationError)
    expect(error.message).toContain(message)
  })

  it('reads 100,000 people in time in proportion', { timeout: 60_000 }, async () => {
    const people = (count: number) =>
      arraySource({
        name: 'hr',
        owns: {},
        people: Array.from({ length: count }, (_, n) =>
          row(n, { manager: '0', timezone: 'Europe/Berlin' }, n ? `${n}` : 'top'),
        ),
      })
    const boss = arraySource({ name: 'boss', owns: {}, people: [row(1_000_000, {}, '0')] })
    const time = async (count: number): Promise<number> => {
      const source = people(count)
      // The processor's time, which other programs change less than that of the clock.
      const start = process.cpuUsage()
      await readDesired([boss, source])
      const { user, system } = process.cpuUsage(start)
      return (user + system) / 1000
    }
    await time(2000)
    expect(await time(100_000)).toBeLessThan(50 * Math.max(await time(5000), 20))
  })
})
