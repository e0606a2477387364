import { describe, expect, test } from 'vitest'
import * as client from '../../src/index.ts'
import { bundle } from './bundle.ts'
import { SOURCES } from './entries.ts'
import { BUDGETS, measureSizes, UNWEIGHED } from './sizes.ts'

describe('the size of a bundle', () => {
  const sizes = measureSizes()

  test.each(BUDGETS)('$name stays within $limit bytes', async ({ name, limit }) => {
    const size = (await sizes).find((candidate) => candidate.name === name)
    expect(size?.gzipped).toBeLessThanOrEqual(limit)
  })
})

test('gives every entry a budget, or a reason for none', () => {
  const named = [...BUDGETS.map(({ name }) => name), ...Object.keys(UNWEIGHED)]
  const entries = named.filter((name) => name.startsWith('slack-scim'))
  expect(entries.sort()).toEqual([...SOURCES.keys()].sort())
})

describe('a bundle of one client', () => {
  /** URNs of the other dialect: RFC 7643 section 10.3, and the SCIM 1.1 core schema section 13. */
  const FOREIGN = { SCIMClient: 'urn:ietf:params:scim', SCIM2Client: 'urn:scim:schemas' }
  const clients = Object.keys(client).filter((name) => /^SCIM\d*Client$/.test(name))

  test('lists every client', () => {
    expect(clients).not.toEqual([])
    expect(Object.keys(FOREIGN)).toEqual(expect.arrayContaining(clients))
  })

  test.each(Object.entries(FOREIGN).filter(([name]) => clients.includes(name)))(
    'excludes from %s the URNs %s',
    async (name, foreign) => {
      expect(await bundle(`export { ${name} } from './src/index.ts'`)).not.toContain(foreign)
    },
  )
})
