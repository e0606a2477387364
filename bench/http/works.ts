/** What a contender of the HTTP bench can do: each function resolves to parsed JSON. */
export interface Client {
  /** Reads the resource of a path below the base URL. */
  read(path: string): Promise<Person>
  /** Reads one page of users. */
  page(startIndex: number, count: number): Promise<Page>
  /** Creates a user. */
  create(user: object): Promise<Person>
  /** Reads all users; default: `page` by `page`. */
  walk?(): AsyncIterable<Person>
}

/** The part of a user that the bench looks at. */
export interface Person {
  readonly id?: unknown
}

/** One page of a list. */
export interface Page {
  readonly total: number
  readonly people: readonly Person[]
}

/** Users of the directory that is walked. */
export const PEOPLE = 20_000

/** Users of a page in a walk. */
export const PAGE = 1000

/** One kind of work; `run` does it once through and returns the units of work that were done. */
export interface Work {
  readonly name: string
  /** What one unit is. */
  readonly unit: 'call' | 'page'
  run(client: Client, sample: Sample): Promise<number>
}

/** A user of the directory, and the body that creates one like it. */
export interface Sample {
  readonly id: string
  readonly body: object
}

export const WORKS = {
  one: { name: 'one user', unit: 'call', run: (client, { id }) => times(300, 1, () => read(client, id)) },
  page100: { name: 'page of 100', unit: 'call', run: (client) => times(60, 1, () => page(client, 100)) },
  page1000: { name: 'page of 1000', unit: 'call', run: (client) => times(10, 1, () => page(client, 1000)) },
  create: {
    name: 'creates, 1 at a time',
    unit: 'call',
    run: (client, { body }) => times(300, 1, () => create(client, body)),
  },
  create16: {
    name: 'creates, 16 in flight',
    unit: 'call',
    run: (client, { body }) => times(640, 16, () => create(client, body)),
  },
  walk: { name: `walk of ${PEOPLE}`, unit: 'page', run: walk },
} as const satisfies Readonly<Record<string, Work>>

/** The name of a work. */
export type WorkName = keyof typeof WORKS

/** Runs a function `count` times, `width` at a time. */
async function times(count: number, width: number, run: () => Promise<void>): Promise<number> {
  let started = 0
  const worker = async (): Promise<void> => {
    while (started++ < count) await run()
  }
  await Promise.all(Array.from({ length: width }, worker))
  return count
}

async function read(client: Client, id: string): Promise<void> {
  const person = await client.read(`Users/${id}`)
  if (person.id !== id) throw new Error('read another user')
}

async function page(client: Client, count: number): Promise<void> {
  const { people } = await client.page(1, count)
  if (people.length !== count) throw new Error(`read ${people.length} users of ${count}`)
}

async function create(client: Client, body: object): Promise<void> {
  const person = await client.create(body)
  if (typeof person.id !== 'string') throw new Error('created no user')
}

async function walk(client: Client): Promise<number> {
  let count = 0
  for await (const person of client.walk?.() ?? pages(client)) if (person.id) count++
  if (count !== PEOPLE) throw new Error(`walked ${count} users of ${PEOPLE}`)
  return PEOPLE / PAGE
}

/** What a caller without a list of its own writes. */
async function* pages(client: Client): AsyncGenerator<Person> {
  for (let start = 1, last = 1; start <= last; start += PAGE) {
    const { total, people } = await client.page(start, PAGE)
    last = total
    yield* people
  }
}
