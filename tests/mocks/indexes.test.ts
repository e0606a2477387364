import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLookup } from '../../mocks/directory/lookup.ts'
import { createRows, type RowOrder } from '../../mocks/directory/rows.ts'
import type { SeedUser } from '../../mocks/index.ts'
import { open } from './caller.ts'

const ORDERS: readonly RowOrder[] = ['scattered', 'oldest-first', 'newest-first']

/** Texts that some comparison takes for equal, and neighbours. */
const ALIKE = [
  'jo',
  'JO',
  'ｊｏ',
  'josé',
  'jose\u0301',
  'JOSÉ',
  'ΟΔΥΣ',
  'οδυς',
  'οδυσ',
  'straße',
  'STRASSE',
  'ẞ',
  'ß',
]

describe('rows', () => {
  it('keeps every order through additions and removals, as sorting anew does', () => {
    const step = fc.record({
      id: fc.integer({ min: 0, max: 60 }),
      isAdded: fc.boolean(),
      isRead: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 150 }), fc.constantFrom(...ORDERS), (steps, order) => {
        const records = new Map<string, { readonly id: string }>()
        const rows = createRows(records)
        for (const { id, isAdded, isRead } of steps) {
          const key = `U${id}`
          if (isAdded && !records.has(key)) {
            records.set(key, { id: key })
            rows.add(key)
          } else if (!isAdded) {
            rows.remove(key)
            records.delete(key)
          }
          if (isRead) rows.list(order).slice(0, 1)
        }
        const list = rows.list(order)
        const kept = list.slice(0, list.length)
        const anew = createRows(records)
        for (const key of records.keys()) anew.add(key)
        expect(kept).toEqual(anew.sort(records.values(), order))
        expect(rows.sort(records.values(), order)).toEqual(kept)
        expect(list.slice(1, 4)).toEqual(kept.slice(1, 4))
      }),
    )
  })

  it('reads no other record than those of a page', () => {
    let reads = 0
    class Counted extends Map<string, { readonly id: string }> {
      override get(id: string): { readonly id: string } | undefined {
        reads++
        return super.get(id)
      }
    }
    const records = new Counted()
    const rows = createRows(records)
    for (let index = 0; index < 5000; index++) {
      records.set(`U${index}`, { id: `U${index}` })
      rows.add(`U${index}`)
    }
    for (const order of ORDERS) expect(rows.list(order).slice(2000, 2010)).toHaveLength(10)
    expect(reads).toBe(30)
  })
})

describe('a lookup', () => {
  it('finds every text that differs in case, width, normalization form or blanks', () => {
    const lookup = createLookup()
    for (const [index, text] of ALIKE.entries()) lookup.add(String(index), [text])
    const found = (text: string): readonly string[] => lookup.find(text).map((id) => ALIKE[Number(id)] ?? '')
    expect(found(' Jo ')).toEqual(['jo', 'JO', 'ｊｏ'])
    expect(found('JOSE\u0301')).toEqual(['josé', 'jose\u0301', 'JOSÉ'])
    expect(found('ΟΔΥΣ')).toEqual(['ΟΔΥΣ', 'οδυς', 'οδυσ'])
    expect(found('Straße')).toEqual(['straße', 'STRASSE'])
    expect(found('ß')).toEqual(['ẞ', 'ß'])
    expect(found('j')).toEqual([])
  })

  it('forgets a record that is removed, and keeps the others', () => {
    const lookup = createLookup()
    lookup.add('1', ['jo', null, ''])
    lookup.add('2', ['JO'])
    lookup.remove('1', ['jo', null])
    expect([lookup.find('jo'), lookup.find('')]).toEqual([['2'], []])
    lookup.remove('2', ['JO'])
    expect(lookup.find('jo')).toEqual([])
  })
})

describe('an equality filter', () => {
  const names = fc.uniqueArray(
    fc.constantFrom('jo', 'jo.park', 'al', 'josé', 'ΟΔΥΣ', 'ｋｉｍ', 'straße', 'bo', 'cy'),
    {
      minLength: 1,
    },
  )
  const value = fc.constantFrom(
    'jo',
    'JO',
    'jose\u0301',
    'οδυς',
    'kim',
    'STRASSE',
    'nobody',
    'al@example.com',
    'old@x.test',
  )

  it('selects the same accounts by index as a scan does, after any change', async () => {
    await fc.assert(
      fc.asyncProperty(names, value, fc.constantFrom(...ORDERS), async (userNames, text, order) => {
        const users = userNames.map((userName, index): SeedUser => {
          return { userName, email: index === 0 ? 'old@x.test' : `${userName}@example.com` }
        })
        const { call, emulator } = open({ seed: { users }, assumptions: { 'row-order': order } })
        const [first] = users
        if (first)
          emulator.state.upsertUser({ ...first, email: 'al@example.org', secondaryEmail: 'second@x.test' })
        const select = async (filter: string): Promise<(string | undefined)[]> => {
          const { body } = await call('GET', `v1/Users?count=100&filter=${encodeURIComponent(filter)}`)
          return body.Resources.map(({ id }) => id)
        }
        for (const attribute of ['userName', 'email']) {
          const indexed = `${attribute} eq "${text}"`
          // An operand without an index makes it a scan; it selects nothing itself.
          const scanned = `${indexed} or userName co "zzz"`
          expect(await select(indexed)).toEqual(await select(scanned))
          expect(await select(`${indexed} and userName pr`)).toEqual(await select(scanned))
        }
        const both = await select(`userName eq "${text}" or email eq "${text}"`)
        expect(new Set(both).size).toBe(both.length)
      }),
      { numRuns: 60 },
    )
  })
})
