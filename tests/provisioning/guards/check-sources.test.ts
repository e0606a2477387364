import { describe, expect, it } from 'vitest'
import { checkSources, type History, type Policy } from '../../../src/provisioning/index.ts'

const AT = '2026-11-29T12:00:00.000Z'
const NONE: History = { counts: {}, rows: {} }

describe('checkSources', () => {
  const now = new Date('2026-11-30T12:00:00.000Z')
  const source = (rows: number, rest: object = {}) => [
    { name: 'people.csv', rows, complete: true, takenAt: AT, ...rest },
  ]
  const history = { ...NONE, rows: { 'people.csv': 1000 } }

  it.each<[string, Parameters<typeof checkSources>[0], Policy, string]>([
    ['no rows', source(0), {}, 'people.csv: the source has 0 rows, 0 of 1000'],
    ['600 of 1,000 rows', source(600), {}, 'people.csv: 600 of 1000 rows, below 80 %'],
    [
      'a source that did not end',
      source(1000, { complete: false }),
      {},
      'people.csv: the source was not read to its end',
    ],
    ['a source that is too old', source(1000), { sourceMaxAge: '23h' }, 'older than 23h'],
    [
      'a source of the future',
      source(1000, { takenAt: '2027-11-29T12:00:00Z' }),
      { sourceMaxAge: '23h' },
      'which is in the future',
    ],
    ['a source without a time', source(1000, { takenAt: '' }), { sourceMaxAge: '23h' }, 'older than 23h'],
  ])('refuses %s', (_name, sources, policy, message) => {
    const [violation, ...others] = checkSources(sources, history, { policy, now })
    expect(others).toEqual([])
    expect(violation).toMatchObject({ guard: 'source', subject: 'people.csv' })
    expect(violation?.message).toContain(message)
  })

  it.each<[string, Parameters<typeof checkSources>[0], Policy]>([
    ['800 of 1,000 rows', source(800), {}],
    ['600 of 1,000 rows if told to', source(600), { sourceMinimum: 0.6 }],
    ['a source of a day', source(1000), { sourceMaxAge: '1d' }],
    ['a source that was never applied', [{ name: 'new', rows: 1, complete: true, takenAt: AT }], {}],
  ])('accepts %s', (_name, sources, policy) => {
    expect(checkSources(sources, history, { policy, now })).toEqual([])
  })

  it('refuses a source without rows that was never applied', () => {
    expect(checkSources(source(0), NONE, { policy: {}, now })).toHaveLength(1)
  })

  it.each(['36', 'h', '1.5h', '', '36 h', '-1h'])('rejects the duration %j', (sourceMaxAge) => {
    expect(() => checkSources(source(1), NONE, { policy: { sourceMaxAge }, now })).toThrow(
      'policy.sourceMaxAge',
    )
  })
})
