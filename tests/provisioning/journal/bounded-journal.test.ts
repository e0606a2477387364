import { describe, expect, it } from 'vitest'
import { virtualClock } from '../../../mocks/index.ts'
import { type Entry, type JournalStore, memoryJournal } from '../../../src/provisioning/index.ts'
import { boundedJournal } from '../../../src/provisioning/journal/bounded-journal.ts'

const LEASE = { owner: 'a', fence: 1 }
const silence = (): Promise<never> => new Promise(() => {})

/** A store that never answers. */
const SILENT: JournalStore = {
  lease: silence,
  holder: silence,
  renew: silence,
  release: silence,
  append: silence,
  read: () => ({ [Symbol.asyncIterator]: () => ({ next: silence, return: silence }) }),
  replace: silence,
  secret: silence,
  saveRun: silence,
  loadRun: silence,
  dropRun: silence,
  runs: silence,
}

async function all(journal: JournalStore): Promise<Entry[]> {
  const entries: Entry[] = []
  for await (const entry of journal.read()) entries.push(entry)
  return entries
}

describe('boundedJournal', () => {
  it.each<readonly [string, (journal: JournalStore) => Promise<unknown>]>([
    ['lease', (journal) => journal.lease('a', 1000)],
    ['holder', (journal) => journal.holder()],
    ['release', (journal) => journal.release(LEASE)],
    ['append', (journal) => journal.append(LEASE, [])],
    ['read', all],
    ['replace', (journal) => journal.replace(LEASE, [])],
    ['secret', (journal) => journal.secret()],
    ['saveRun', (journal) => journal.saveRun(LEASE, 'r', '')],
    ['loadRun', (journal) => journal.loadRun('r')],
    ['dropRun', (journal) => journal.dropRun(LEASE, 'r')],
    ['runs', (journal) => journal.runs()],
  ])('rejects when the store does not answer to %s', async (operation, use) => {
    const clock = virtualClock()
    const used = use(boundedJournal(SILENT, { timeout: 60_000, clock })).catch((error: unknown) => error)
    await clock.advance(60_000)
    expect(await used).toMatchObject({
      name: 'SCIMJournalError',
      reason: 'silent',
      message: `journal: '${operation}' was not answered within 60000 ms: see whether its store can be reached`,
    })
  })

  it('passes answers, errors and entries on, and leaves no timer', async () => {
    const clock = virtualClock()
    const store = memoryJournal({ clock })
    const journal = boundedJournal(store, { timeout: 60_000, clock })
    const lease = await journal.lease('a', 30_000)
    if (!lease) throw new Error('the lease is free')
    const entry = { type: 'run.end', at: '2026-11-29T12:00:00Z', run: 'r', outcome: 'equal' } as const
    await journal.append(lease, [entry, entry])
    expect(await all(journal)).toEqual([entry, entry])
    for await (const first of journal.read()) {
      expect(first).toEqual(entry)
      break
    }
    await journal.release(lease)
    await expect(journal.append({ owner: 'b', fence: 0 }, [entry])).rejects.toMatchObject({ reason: 'lost' })
    expect(clock.pending).toBe(0)
  })
})
