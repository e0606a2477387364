import { SCIMClient, type SCIMClientOptions } from '../../src/index.ts'
import { type Sent, scripted } from './scripted-transport.ts'

/** A row of a list. */
export interface Row {
  readonly id: string
  readonly userName: string
  readonly active: boolean
  readonly emails: readonly never[]
}

/** A client of a service, and what it was asked. */
export interface Service {
  readonly scim: SCIMClient
  readonly sent: readonly Sent[]
  /** The query of each request. */
  readonly queries: () => Record<string, string>[]
}

/** The row of person n, such as `U3`. */
export const row = (n: number): Row => ({ id: `U${n}`, userName: `u${n}`, active: true, emails: [] })

/** A well-behaved service of so many people, whose own page is ten. */
export function service(people: number, options: SCIMClientOptions = {}): Service {
  const { transport, sent } = scripted((url) => {
    const query = new URL(url).searchParams
    const startIndex = Number(query.get('startIndex') ?? 1)
    const count = Number(query.get('count') ?? 10)
    const Resources = Array.from({ length: people }, (_, n) => row(n + 1)).slice(
      startIndex - 1,
      startIndex - 1 + count,
    )
    return { body: { totalResults: people, itemsPerPage: Resources.length, startIndex, Resources } }
  })
  const queries = (): Record<string, string>[] =>
    sent.map(({ url }) => Object.fromEntries(new URL(url).searchParams))
  return { sent, queries, scim: new SCIMClient('xoxp-test', { transport, ...options }) }
}

/** Everything that a walk yields. */
export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}
