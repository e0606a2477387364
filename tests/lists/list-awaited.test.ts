import { describe, expect, it } from 'vitest'
import { SCIMApiError, SCIMClient } from '../../src/index.ts'
import { caught, failure, turns } from '../support/outcome.ts'
import { all, service } from '../support/people.ts'
import { refusal, scripted } from '../support/scripted-transport.ts'

describe('a list', () => {
  it('sends nothing until it is used', async () => {
    const { scim, sent } = service(3)
    const list = scim.searchUsers()
    list.pages()
    list[Symbol.asyncIterator]()
    await turns()
    expect(sent).toEqual([])
  })

  it('resolves to one page, with the count of the service', async () => {
    const { scim, queries } = service(25)
    const page = await scim.searchUsers()
    expect(page.users).toHaveLength(10)
    expect(page).toMatchObject({ totalResults: 25, startIndex: 1, itemsPerPage: 10, status: 200 })
    expect(queries()).toEqual([{}])
  })

  it('shares one request between awaits, then, catch and finally', async () => {
    const { scim, sent } = service(3)
    const list = scim.searchUsers()
    let finallyRan = false
    const pages = await Promise.all([
      list,
      list.then((page) => page),
      list.catch(() => undefined),
      list.finally(() => {
        finallyRan = true
      }),
    ])
    expect(new Set(pages).size).toBe(1)
    expect([finallyRan, sent.length]).toEqual([true, 1])
  })

  it('is a promise to Promise.all, race and instanceof-free code', async () => {
    const { scim } = service(3)
    const [users, count] = await Promise.all([scim.searchUsers(), 5])
    expect([users.users.length, count]).toEqual([3, 5])
    expect(Object.prototype.toString.call(scim.searchUsers())).toBe('[object SCIMList]')
  })

  it('rejects every await with the same error', async () => {
    const { transport, sent } = scripted(refusal(403, 'not_allowed'))
    const list = new SCIMClient('xoxp-test', { transport }).searchUsers()
    expect(await caught(list)).toBe(await caught(list))
    expect(await caught(list)).toBeInstanceOf(SCIMApiError)
    expect(sent).toHaveLength(1)
    await failure(all(list), SCIMApiError)
  })
})

describe('the awaited response', () => {
  it('iterates from its page on, and requests no row twice', async () => {
    const { scim, queries } = service(25)
    const page = await scim.searchUsers({ startIndex: 3 })
    expect((await all(page)).map(({ id }) => id)).toEqual(Array.from({ length: 23 }, (_, n) => `U${n + 3}`))
    expect(queries().map(({ startIndex }) => startIndex)).toEqual(['3', '13'])
  })

  it('can be iterated again, like a page of a walk', async () => {
    const { scim } = service(5)
    const page = await scim.searchUsers({ count: 2 })
    expect(await all(page)).toEqual(await all(page))
    const [, second] = await all(scim.searchUsers({ count: 2 }).pages())
    expect(second && (await all(second)).map(({ id }) => id)).toEqual(['U3', 'U4', 'U5'])
  })
})
