import { describe, expect, it } from 'vitest'
import { type Entry, parseEntry } from '../../../src/provisioning/journal/entry.ts'
import { fold } from '../../../src/provisioning/journal/fold.ts'
import { forgetPerson } from '../../../src/provisioning/journal/forget-person.ts'
import { memoryJournal } from '../../../src/provisioning/journal/memory-journal.ts'
import { historyWithout, resumable } from '../../../src/provisioning/journal/resume.ts'

const NOON = Date.parse('2026-11-29T12:00:00Z')
const HOUR = 3_600_000
const SECRET = 'ab'.repeat(32)
const at = (hoursAgo: number): string => new Date(NOON - hoursAgo * HOUR).toISOString()

const start = (run: string, hoursAgo = 1, digest = `digest of ${run}`): Entry => ({
  type: 'run.start',
  at: at(hoursAgo),
  run,
  digest,
  organization: 'E1',
  rows: { hr: 1204 },
})
const intent = (run: string, key: string, hoursAgo = 1): Entry => ({
  type: 'step.intent',
  at: at(hoursAgo),
  run,
  step: `deactivate:${key}`,
  kind: 'deactivate',
  key,
  target: `U${key}`,
  actions: { deactivate: 1 },
})
const done = (run: string, key: string, already = false): Entry => ({
  type: 'step.done',
  at: at(1),
  run,
  step: `deactivate:${key}`,
  ...(already && { already }),
})
const failed = (run: string, key: string): Entry => ({
  type: 'step.failed',
  at: at(1),
  run,
  step: `deactivate:${key}`,
  reason: 'cannot_modify_owner',
})
const end = (run: string): Entry => ({ type: 'run.end', at: at(0.5), run, outcome: 'equal' })
const link = (key: string, written: object, overwritten?: readonly 'title'[]): Entry => ({
  type: 'link',
  at: at(1),
  resource: 'user',
  key,
  id: `U${key}`,
  source: 'hr',
  written,
  ...(overwritten && { overwritten }),
})
const folded = (entries: readonly Entry[]) => fold(entries, { now: NOON, secret: SECRET })

describe('parseEntry', () => {
  const entries = [start('1'), intent('1', 'a'), done('1', 'a'), failed('1', 'b'), end('1'), link('a', {})]

  it.each(entries)(
    'reads a whole $type, and none with a field that is missing or of another type',
    (entry) => {
      expect(parseEntry(JSON.stringify(entry))).toEqual(entry)
      const needless = ['target', ...(entry.type === 'step.intent' ? ['key'] : [])]
      for (const name of Object.keys(entry).filter((one) => !needless.includes(one)))
        for (const value of [undefined, null, 5, []])
          expect(parseEntry(JSON.stringify({ ...entry, [name]: value })), `${name} ${value}`).toBeUndefined()
    },
  )

  it.each([-1, 0.5, '1', null])('reads no intent that counts as %j', (deactivate) => {
    expect(parseEntry(JSON.stringify({ ...intent('1', 'a'), actions: { deactivate } }))).toBeUndefined()
  })

  it('reads no other line', () => {
    for (const line of ['', 'null', '[]', '{}', `{"type":"constructor","at":"${at(1)}"}`])
      expect(parseEntry(line)).toBeUndefined()
  })
})

describe('fold', () => {
  it('counts the steps of a run whose beginning is lost', async () => {
    const { history, openRun } = await folded([intent('1', 'a'), done('1', 'a'), intent('1', 'b')])
    expect(history.counts).toEqual({ deactivate: 2 })
    expect(openRun).toMatchObject({ run: '1', inDoubt: new Set(['deactivate:b']) })
  })

  it('returns an empty state for an empty journal', async () => {
    expect(await folded([])).toEqual({
      links: { organization: '', secret: SECRET, users: new Map(), groups: new Map() },
      history: { organization: undefined, rows: {}, counts: {}, removed: {} },
      runs: [],
      openRun: undefined,
    })
  })

  it('adds up what was written of a person, and forgets it with the link', async () => {
    const { links } = await folded([link('1', { title: 'h1', email: 'h2' }), link('1', { title: 'h3' })])
    expect(links.users.get('1')).toEqual({ id: 'U1', source: 'hr', written: { title: 'h3', email: 'h2' } })
    const unlink: Entry = { type: 'unlink', at: at(0), resource: 'user', key: '1' }
    expect((await folded([link('1', {}), unlink])).links.users.size).toBe(0)
  })

  it('forgets what was written of the account that a key had before', async () => {
    const other: Entry = { ...link('1', { title: 'h3' }), id: 'U9' } as Entry
    const { links } = await folded([link('1', { email: 'h2' }), other])
    expect(links.users.get('1')?.written).toEqual({ title: 'h3' })
  })

  it('counts the actions of the last 24 hours', async () => {
    const entries = [
      ...[
        start('old', 25),
        intent('old', '1', 24.1),
        done('old', '1'),
        intent('old', '2', 23.9),
        done('old', '2'),
      ],
      ...[start('new'), intent('new', '3'), done('new', '3')],
    ]
    expect((await folded(entries)).history).toMatchObject({ counts: { deactivate: 2 }, rows: { hr: 1204 } })
  })

  it('keeps the rows of a source through runs that have none, such as a rollback', async () => {
    const rollback: Entry = { ...(start('back') as Entry & { type: 'run.start' }), rows: {} }
    const other: Entry = { ...(start('it') as Entry & { type: 'run.start' }), rows: { it: 3 } }
    expect((await folded([start('r'), rollback, other])).history.rows).toEqual({ hr: 1204, it: 3 })
  })

  it('counts a step in doubt, and neither one that was refused nor one that Slack had before', async () => {
    const entries = [
      start('r'),
      intent('r', '1'),
      ...[intent('r', '2'), failed('r', '2')],
      done('r', '3', true),
    ]
    const { history, openRun } = await folded(entries)
    expect(history.counts).toEqual({ deactivate: 1 })
    expect([...(openRun?.inDoubt ?? [])]).toEqual(['deactivate:1'])
    expect([...(openRun?.done ?? [])]).toEqual(['deactivate:3'])
    expect([...(openRun?.failed ?? [])]).toEqual(['deactivate:2'])
  })

  it('counts members removed by group', async () => {
    const removal: Entry = {
      ...intent('r', 'g'),
      kind: 'removeMembers',
      target: 'S1',
      actions: { removeMembers: 7 },
    } as Entry
    expect((await folded([start('r'), removal])).history.removed).toEqual({ S1: 7 })
  })

  it('has an open run only while the last run has not ended', async () => {
    expect((await folded([start('a'), start('b'), end('b')])).openRun).toBeUndefined()
    expect((await folded([start('a'), end('a'), start('b')])).openRun?.run).toBe('b')
  })

  it('counts what was done before a process died, also once another one has found it done', async () => {
    const first = [start('r'), intent('r', '1'), done('r', '1'), intent('r', '2')]
    const second = [done('r', '1', true), done('r', '2', true), end('r')]
    expect((await folded([...first, ...second])).history.counts).toEqual({ deactivate: 2 })
  })

  it('counts a step as often as it was done, and once if it was in doubt and then sent again', async () => {
    const entries = [start('r'), intent('r', '1'), done('r', '1'), intent('r', '1'), done('r', '1')]
    expect((await folded(entries)).history.counts).toEqual({ deactivate: 2 })
    const again = [start('r'), intent('r', '1'), intent('r', '1'), done('r', '1')]
    expect((await folded(again)).history.counts).toEqual({ deactivate: 1 })
    const refused = [start('r'), intent('r', '1'), done('r', '1'), intent('r', '1'), failed('r', '1')]
    expect((await folded(refused)).history.counts).toEqual({ deactivate: 1 })
  })

  it('leaves a step in doubt that could not be looked at', async () => {
    const unsent: Entry = { ...failed('r', '1'), unsent: true } as Entry
    const { history, openRun } = await folded([start('r'), intent('r', '1'), unsent])
    expect([history.counts, [...(openRun?.inDoubt ?? [])]]).toEqual([{ deactivate: 1 }, ['deactivate:1']])
  })

  it('calls an attribute contested after three runs in a row that overwrote it, until the source says anew', async () => {
    const overwrite = (run: string): Entry[] => [start(run), link('1', { title: run }, ['title']), end(run)]
    const contested = async (entries: readonly Entry[]) =>
      (await folded(entries)).links.users.get('1')?.contested?.title
    const three = [...overwrite('a'), ...overwrite('b'), ...overwrite('c')]
    expect(await contested(overwrite('a'))).toBe(1)
    expect(await contested(three)).toBe(3)
    expect(await contested([...three, start('d'), end('d'), start('e'), end('e')])).toBe(3)
    expect(await contested([...overwrite('a'), ...overwrite('b'), start('c'), end('c')])).toBeUndefined()
    expect(await contested([...overwrite('a'), start('b'), end('b'), ...overwrite('c')])).toBe(1)
    expect(await contested([...three, start('d'), link('1', { title: 'anew' }), end('d')])).toBeUndefined()
  })
})

describe('resumable', () => {
  const stop = (run: string): Entry => ({ type: 'run.end', at: at(0.5), run, outcome: 'stopped' })
  const runsOf = async (entries: readonly Entry[]) => (await folded(entries)).runs

  it('goes on with all the last runs of a plan', async () => {
    const entries = [
      ...[start('a', 3, 'd'), intent('a', '0'), done('a', '0'), end('a')],
      ...[start('b', 2, 'd'), intent('b', '1'), done('b', '1'), intent('b', '2'), stop('b')],
      ...[start('c', 1, 'd'), intent('c', '3'), done('c', '3'), stop('c')],
    ]
    const resumed = resumable(await runsOf(entries), 'd')
    expect(resumed?.run).toBe('c')
    expect([...(resumed?.done ?? [])]).toEqual(['deactivate:1', 'deactivate:3'])
    expect([...(resumed?.inDoubt ?? [])]).toEqual(['deactivate:2'])
    expect(resumable(await runsOf([...entries, start('e')]), 'd')).toBeUndefined()
    expect(resumable(await runsOf([]), 'd')).toBeUndefined()
  })

  it('plans each step of its own once, and leaves what was done beyond that in the history', async () => {
    const entries = [
      ...[start('a'), intent('a', '9')],
      ...[start('b', 1, 'd'), intent('b', '1'), done('b', '1'), stop('b')],
      ...[start('c', 1, 'd'), intent('c', '1'), done('c', '1'), intent('c', '2')],
    ]
    const state = await folded(entries)
    const resumed = resumable(state.runs, 'd')
    if (!resumed) throw new Error('there is nothing to go on with')
    expect(state.history.counts).toEqual({ deactivate: 4 })
    expect(historyWithout(state, resumed, { now: NOON }).counts).toEqual({ deactivate: 2 })
    const isUndone = (step: string): boolean => step === 'deactivate:1'
    expect(historyWithout(state, resumed, { now: NOON, isUndone }).counts).toEqual({ deactivate: 3 })
  })
})

describe('forgetPerson', () => {
  it('leaves nothing of a person, and everything of the others', async () => {
    const entries = [
      start('r'),
      ...[intent('r', '1042'), done('r', '1042'), link('1042', { email: 'h' })],
      ...[intent('r', '7'), done('r', '7'), link('7', { email: 'h' })],
      end('r'),
    ]
    const journal = memoryJournal({ entries })
    const lease = await journal.lease('test', HOUR)
    if (!lease) throw new Error('the lease is held')
    await journal.saveRun(lease, 'with', JSON.stringify({ steps: [{ key: '1042' }] }))
    await journal.saveRun(lease, 'by-id', JSON.stringify({ steps: [{ target: 'U1042' }] }))
    await journal.saveRun(lease, 'without', JSON.stringify({ steps: [{ key: '10421' }] }))
    const { removed } = await forgetPerson(journal, lease, '1042')
    expect(removed).toBe(3)
    const left: string[] = []
    for await (const entry of journal.read()) left.push(JSON.stringify(entry))
    expect(left.join()).not.toContain('1042')
    expect(left).toHaveLength(5)
    expect(await journal.runs()).toEqual(['without'])
  })

  it('leaves a group that has the same key', async () => {
    const group: Entry = { ...link('1042', {}), resource: 'group', id: 'S1' } as Entry
    const added: Entry = {
      ...intent('r', '1042'),
      step: 'addMembers:S1',
      kind: 'addMembers',
      target: 'S1',
    } as Entry
    const journal = memoryJournal({ entries: [start('r'), added, group, link('1042', {})] })
    const lease = await journal.lease('test', HOUR)
    if (!lease) throw new Error('the lease is held')
    expect((await forgetPerson(journal, lease, '1042')).removed).toBe(1)
    const { links, runs } = await fold(journal.read(), { now: NOON, secret: SECRET })
    expect([links.users.size, links.groups.get('1042')?.id]).toEqual([0, 'S1'])
    expect([...(runs[0]?.inDoubt ?? [])]).toEqual(['addMembers:S1'])
  })
})
