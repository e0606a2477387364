import { describe, expect, it } from 'vitest'
import { virtualClock } from '../../../mocks/index.ts'
import { keepLease } from '../../../src/provisioning/apply/lease-keeper.ts'
import { applyPlan, memoryJournal } from '../../../src/provisioning/index.ts'
import { openCompany } from './company.ts'

describe('keepLease', () => {
  it('renews a lease for as long as it is kept, and gives it up', async () => {
    const clock = virtualClock()
    const journal = memoryJournal({ clock })
    const kept = await keepLease(journal, { owner: 'a', length: 15_000, clock })
    for (let times = 0; times < 12; times++) {
      await clock.advance(5000)
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(kept.signal.aborted).toBe(false)
    expect(await journal.lease('b', 1000)).toBeUndefined()
    await kept.release()
    expect(await journal.lease('b', 1000)).toMatchObject({ owner: 'b' })
  })

  it('leaves the lease to another process that long after its own died', async () => {
    const clock = virtualClock()
    const journal = memoryJournal({ clock })
    const dead = { ...journal, renew: () => new Promise<boolean>(() => {}) }
    await keepLease(dead, { owner: 'a', length: 15_000, clock })
    await clock.advance(14_000)
    await expect(keepLease(journal, { owner: 'b', clock })).rejects.toMatchObject({ reason: 'held' })
    await clock.advance(2000)
    await keepLease(journal, { owner: 'b', clock })
  })

  it('says that the lease is lost when the journal is silent until its end', async () => {
    const clock = virtualClock()
    const journal = memoryJournal({ clock })
    const silent = { ...journal, renew: () => new Promise<boolean>(() => {}) }
    const kept = await keepLease(silent, { owner: 'a', length: 15_000, clock })
    await clock.advance(14_000)
    expect(kept.signal.aborted).toBe(false)
    await clock.advance(1000)
    await new Promise((resolve) => setImmediate(resolve))
    expect(kept.signal.reason).toMatchObject({ name: 'SCIMJournalError', reason: 'lost' })
    await kept.release()
  })

  it('counts the time that the journal takes to give the lease', async () => {
    const clock = virtualClock()
    const journal = memoryJournal({ clock })
    const slow = {
      ...journal,
      async lease(owner: string, milliseconds: number) {
        const lease = await journal.lease(owner, milliseconds)
        await clock.advance(9000)
        return lease
      },
      renew: () => new Promise<boolean>(() => {}),
    }
    const kept = await keepLease(slow, { owner: 'a', length: 15_000, clock })
    await clock.advance(6000)
    await new Promise((resolve) => setImmediate(resolve))
    expect(kept.signal.aborted).toBe(true)
  })

  it('gives the lease up only after a renewal that is under way', async () => {
    const clock = virtualClock()
    const journal = memoryJournal({ clock })
    let arrive: () => void = () => {}
    const slow = {
      ...journal,
      renew: async (...args: Parameters<typeof journal.renew>) => {
        await new Promise<void>((resolve) => {
          arrive = resolve
        })
        return journal.renew(...args)
      },
    }
    const kept = await keepLease(slow, { owner: 'a', length: 15_000, clock })
    await clock.advance(5000)
    const released = kept.release()
    arrive()
    await released
    expect(await journal.holder()).toBeUndefined()
  })

  it.each([0, 999, 1500.5, Number.NaN])('refuses a length of %s', async (length) => {
    const clock = virtualClock()
    await expect(keepLease(memoryJournal({ clock }), { owner: 'a', length, clock })).rejects.toThrow(
      "applyPlan: option 'leaseTime': must be a whole number of milliseconds, 1000 or more",
    )
  })
})

describe('applyPlan', () => {
  it('lets the lease be renewed while it hashes the links of a first run', async () => {
    const { place, plan, people, facts } = await openCompany({ people: 1 })
    const links = Array.from({ length: 2500 }, (_, n) => ({
      key: `k${n}`,
      id: place.id('p0'),
      source: 'hr',
      resource: 'user' as const,
      by: 'email',
      values: { title: 'Engineer' },
    }))
    const journal = memoryJournal({ clock: place.clock })
    const seen: unknown[] = []
    let turns = 0
    const counting = {
      ...journal,
      saveRun: async (...args: Parameters<typeof journal.saveRun>) => {
        await journal.saveRun(...args)
        turns = 0
        const count = (): void => {
          turns++
          if (turns < 100) setImmediate(count)
        }
        setImmediate(count)
      },
      append: async (...args: Parameters<typeof journal.append>) => {
        if (args[1][0]?.type === 'run.start') seen.push([turns > 1, args[1].length])
        return journal.append(...args)
      },
    }
    await applyPlan(place.scim, { ...(await plan(people)), steps: [], links }, { journal: counting, facts })
    expect(seen).toEqual([[true, 2501]])
  })
})
