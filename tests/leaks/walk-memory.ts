import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { SCIMClient, type Transport } from '../../src/index.ts'

/** Not a divisor of the number of people: the last page, which is in use, has a few rows only. */
const ROWS = 990

/** Bytes that a walk and its client keep for each user when the walk has come to the last one. */
export async function bytesPerUser(people: number): Promise<number> {
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc') as () => void
  const scim = new SCIMClient('xoxp-test', { transport: directory(people) })
  // What is made once is made before.
  await scim.searchUsers({ count: 3 })
  const heap = async (): Promise<number> => {
    for (let round = 0; round < 4; round++) {
      gc()
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    return heapUsed + arrayBuffers
  }
  const before = await heap()
  let walked = 0
  for await (const { id } of scim.searchUsers({ count: ROWS })) {
    if (++walked === people) return ((await heap()) - before) / people
    if (id === undefined) break
  }
  throw new Error(`the walk ended after ${walked} of ${people}`)
}

/** An id of the length of Slack's. */
function idOf(n: number): string {
  return `U0${(0xabcdef + n * 7919).toString(36).toUpperCase().padStart(9, '0')}`
}

/** A service with so many users, whose pages are texts. */
export function directory(people: number): Transport {
  return async (url) => {
    const query = new URL(url).searchParams
    const start = Number(query.get('startIndex') ?? 1)
    const rows = Math.max(0, Math.min(Number(query.get('count')), people - start + 1))
    const Resources = Array.from({ length: rows }, (_, n) => userOf(start + n))
    const text = JSON.stringify({ totalResults: people, Resources })
    return { status: 200, headers: new Headers(), text: async () => text }
  }
}

function userOf(n: number): object {
  return {
    id: idOf(n),
    userName: `given.family.${n}`,
    name: { givenName: `Given${n}`, familyName: 'Family' },
    active: true,
    emails: [{ value: `given.family.${n}@example.com`, primary: true }],
  }
}
