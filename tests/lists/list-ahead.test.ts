import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { SCIMApiError, SCIMClient } from '../../src/index.ts'
import { failure, turns } from '../support/outcome.ts'
import { all, row, service } from '../support/people.ts'
import { refusal, scripted } from '../support/scripted-transport.ts'

describe('ahead', () => {
  it('requests pages in advance, in order and once each', async () => {
    const { scim, sent, queries } = service(9)
    const walk = scim.searchUsers({ count: 2, ahead: 2 })[Symbol.asyncIterator]()
    await walk.next()
    await turns()
    expect(sent).toHaveLength(3)
    expect((await all(walk)).map(({ id }) => id)).toEqual(Array.from({ length: 8 }, (_, n) => `U${n + 2}`))
    expect(queries().map(({ startIndex }) => startIndex)).toEqual(['1', '3', '5', '7', '9'])
  })

  it('requests no page in advance by default', async () => {
    const { scim, sent } = service(10)
    const walk = scim.searchUsers({ count: 2 })[Symbol.asyncIterator]()
    await walk.next()
    await turns()
    expect(sent).toHaveLength(1)
    await walk.return({ pages: 0, items: 0, complete: false })
  })

  it('can be set by pages()', async () => {
    const { scim, sent } = service(10)
    const walk = scim.searchUsers({ count: 2 }).pages({ ahead: 1 })
    await walk.next()
    await turns()
    expect(sent).toHaveLength(2)
    await walk.return({ pages: 0, items: 0, complete: false })
  })

  it('rejects for a failed page when that page is due, not before', async () => {
    const { transport } = scripted(
      { body: { totalResults: 4, Resources: [row(1), row(2)] } },
      refusal(403, 'x'),
    )
    const walk = new SCIMClient('xoxp-test', { transport })
      .searchUsers({ count: 2, ahead: 1 })
      [Symbol.asyncIterator]()
    await walk.next()
    await turns()
    expect((await walk.next()).value).toMatchObject({ id: 'U2' })
    await failure(walk.next(), SCIMApiError)
  })

  it('releases pages that were yielded', async () => {
    setFlagsFromString('--expose-gc')
    const gc = runInNewContext('gc') as () => void
    const { scim } = service(12)
    const walk = scim.searchUsers({ count: 2 }).pages({ ahead: 1 })
    const passed: WeakRef<object>[] = []
    for (let n = 0; n < 5; n++) {
      const { value } = await walk.next()
      passed.push(new WeakRef(value as object))
    }
    await turns(20)
    gc()
    expect(passed.slice(0, 3).filter((page) => page.deref() !== undefined)).toEqual([])
    await walk.return({ pages: 0, items: 0, complete: false })
  })
})
