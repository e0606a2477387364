import { describe, expect, test } from 'vitest'
import * as client from '../../src/index.ts'
import { bundle } from './bundle.ts'
import { SOURCES } from './entries.ts'
import { BUDGETS, measureSizes, UNWEIGHED, weigh } from './sizes.ts'

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

  test('leaves the guards of operations to the client that sends them', async () => {
    const guards = (name: string) =>
      bundle(`export { ${name} } from './src/index.ts'`).then((text) =>
        text.match(/src\/guards\/\w+-operations/g),
      )
    expect(await guards('SCIMClient')).toBeNull()
    expect(await guards('SCIM2Client')).toEqual([
      'src/guards/group-operations',
      'src/guards/guest-operations',
    ])
  })

  test.each(Object.entries(FOREIGN).filter(([name]) => clients.includes(name)))(
    'excludes from %s the URNs %s',
    async (name, foreign) => {
      expect(await bundle(`export { ${name} } from './src/index.ts'`)).not.toContain(foreign)
    },
  )
})

describe('a bundle on ofetch 2', () => {
  const alias = { ofetch: 'ofetch-2' }

  test('makes SCIMClient at least 1,500 bytes smaller', async () => {
    const code = `export { SCIMClient } from './src/index.ts'`
    const [one, two] = await Promise.all([weigh(code), weigh(code, { alias })])
    expect(one.gzipped - two.gzipped).toBeGreaterThanOrEqual(1500)
  })

  test('reads a user, and an error of the service once', async () => {
    const text = await bundle(`export { SCIMClient } from './src/index.ts'`, { alias })
    const { SCIMClient } = (await import(`data:text/javascript,${encodeURIComponent(text)}`)) as typeof client
    const sent: string[] = []
    const fetch = async (url: string): Promise<Response> => {
      sent.push(url)
      const found = url.endsWith('U1')
      const user = { id: 'U1', userName: 'jo', active: true, emails: [] }
      return found ? Response.json(user) : Response.json({ Errors: { description: 'no' } }, { status: 404 })
    }
    const scim = new SCIMClient('xoxp-test', { fetch })
    expect((await scim.readUser('U1')).user.userName).toBe('jo')
    await expect(scim.readUser('U2')).rejects.toMatchObject({ code: 'api_error', status: 404 })
    expect(sent).toEqual(['U1', 'U2'].map((id) => `${scim.baseUrl}Users/${id}`))
  })
})
