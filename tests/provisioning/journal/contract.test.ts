import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Entry } from '../../../src/provisioning/journal/entry.ts'
import type { JournalStore, Lease } from '../../../src/provisioning/journal/journal-store.ts'
import { KINDS, type Stores } from './stores.ts'

const AT = '2026-11-29T08:00:00.000Z'
const MINUTE = 60_000
const end = (run: string): Entry => ({ type: 'run.end', at: AT, run, outcome: 'equal' })

async function all(journal: JournalStore): Promise<string[]> {
  const found: string[] = []
  for await (const entry of journal.read()) found.push('run' in entry ? entry.run : entry.type)
  return found
}

async function take(journal: JournalStore, owner = 'a', milliseconds = MINUTE): Promise<Lease> {
  const lease = await journal.lease(owner, milliseconds)
  if (!lease) throw new Error('the lease is held')
  return lease
}

describe.each(KINDS)('$name', ({ start }) => {
  let stores: Stores
  beforeAll(async () => {
    stores = await start()
  }, 120_000)
  afterAll(() => stores.stop())

  it('yields what was appended, in order, to another process too', async () => {
    const open = stores.fresh()
    const journal = open()
    const lease = await take(journal)
    await journal.append(lease, [end('1'), end('2')])
    await journal.append(lease, [end('3')])
    expect(await all(journal)).toEqual(['1', '2', '3'])
    expect(await all(open())).toEqual(['1', '2', '3'])
  })

  it('yields nothing from a new journal', async () => {
    expect(await all(stores.fresh()())).toEqual([])
  })

  it('keeps texts of every script whole', async () => {
    const journal = stores.fresh()()
    const run = 'é𠮷\u2028 "\\ \n\0 שלום'
    await journal.append(await take(journal), [end(run)])
    expect(await all(journal)).toEqual([run])
  })

  it('gives the lease to one of many that ask at once', async () => {
    const open = stores.fresh()
    const leases = await Promise.all(
      Array.from({ length: 12 }, (_, i) => open().lease(`process ${i}`, MINUTE)),
    )
    expect(leases.filter(Boolean)).toHaveLength(1)
  })

  it('gives the lease to one of many that ask while another is given it', async () => {
    for (let round = 0; round < 10; round++) {
      const open = stores.fresh()
      const ask = async (i: number): Promise<unknown> => {
        await new Promise((resolve) => setTimeout(resolve, i % 5))
        return open().lease(`process ${i}`, MINUTE)
      }
      const leases = await Promise.all(Array.from({ length: 12 }, (_, i) => ask(i)))
      expect(leases.filter(Boolean)).toHaveLength(1)
    }
  })

  it('names the holder until the lease is released', async () => {
    const journal = stores.fresh()()
    expect(await journal.holder()).toBeUndefined()
    const lease = await take(journal, 'ada')
    const holder = await journal.holder()
    expect(holder?.owner).toBe('ada')
    expect(Math.abs((holder?.until ?? 0) - Date.now() - MINUTE)).toBeLessThan(5000)
    await journal.release(lease)
    expect(await journal.holder()).toBeUndefined()
    expect((await take(journal, 'bo')).fence).toBeGreaterThan(lease.fence)
  })

  it('gives the lease to another process once it has expired, with a greater fence', async () => {
    const open = stores.fresh()
    const first = await take(open(), 'a', 80)
    expect(await open().lease('b', MINUTE)).toBeUndefined()
    await sleep(120)
    expect((await take(open(), 'b')).fence).toBeGreaterThan(first.fence)
  })

  it('prolongs a lease', async () => {
    const open = stores.fresh()
    const journal = open()
    const lease = await take(journal, 'a', 80)
    expect(await journal.renew(lease, MINUTE)).toBe(true)
    await sleep(120)
    expect(await open().lease('b', MINUTE)).toBeUndefined()
  })

  it('refuses all that a process with a lost lease writes', async () => {
    const open = stores.fresh()
    const late = open()
    const lease = await take(late, 'late', 50)
    await late.append(lease, [end('1')])
    await sleep(90)
    const journal = open()
    const newer = await take(journal, 'newer')
    await journal.append(newer, [end('2')])
    const lost = { name: 'SCIMJournalError', code: 'journal', reason: 'lost' }
    await expect(late.append(lease, [end('late')])).rejects.toMatchObject(lost)
    await expect(late.replace(lease, [end('late')])).rejects.toMatchObject(lost)
    await expect(late.saveRun(lease, 'late', 'x')).rejects.toMatchObject(lost)
    await expect(late.dropRun(lease, 'late')).rejects.toMatchObject(lost)
    expect(await late.renew(lease, MINUTE)).toBe(false)
    await late.release(lease)
    expect((await journal.holder())?.owner).toBe('newer')
    expect(await all(open())).toEqual(['1', '2'])
    expect(await journal.runs()).toEqual([])
  })

  it('replaces all entries, and goes on behind them', async () => {
    const open = stores.fresh()
    const journal = open()
    let lease = await take(journal)
    await journal.append(lease, [end('1'), end('2')])
    lease = await journal.replace(lease, [end('2')])
    expect(await all(open())).toEqual(['2'])
    await journal.append(lease, [end('3')])
    expect(await all(open())).toEqual(['2', '3'])
    expect(await open().lease('b', MINUTE)).toBeUndefined()
    await journal.release(lease)
    expect(await all(open())).toEqual(['2', '3'])
  })

  it('makes one secret, the same for every process', async () => {
    const open = stores.fresh()
    const secret = await open().secret()
    expect(secret).toMatch(/^[0-9a-f]{64}$/)
    expect(await open().secret()).toBe(secret)
    expect(await stores.fresh()().secret()).not.toBe(secret)
  })

  it('keeps runs, and drops them', async () => {
    const open = stores.fresh()
    const journal = open()
    const lease = await take(journal)
    const long = '𠮷é'.repeat(400_000)
    await journal.saveRun(lease, 'r1', long)
    await journal.saveRun(lease, 'r2', 'two')
    await journal.saveRun(lease, 'r2', 'three')
    expect(await open().runs()).toEqual(['r1', 'r2'])
    expect((await open().loadRun('r1')) === long).toBe(true)
    expect(await open().loadRun('r2')).toBe('three')
    await journal.dropRun(lease, 'r1')
    expect(await open().loadRun('r1')).toBeUndefined()
    expect(await open().runs()).toEqual(['r2'])
  })

  it('reads ten thousand entries', async () => {
    const journal = stores.fresh()()
    const lease = await take(journal)
    const names = Array.from({ length: 10_000 }, (_, i) => `${i}`)
    for (let i = 0; i < names.length; i += 2500)
      await journal.append(lease, names.slice(i, i + 2500).map(end))
    expect(await all(journal)).toEqual(names)
  })
})
