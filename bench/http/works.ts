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

/** One kind of work, as data: contenders in other languages do the same. */
export interface Work {
  readonly name: string
  /** What one unit is. */
  readonly unit: 'call' | 'page'
  /** What is done: a read, a page of `size` users, a create, or a walk over all by pages of `size`. */
  readonly act: 'read' | 'page' | 'create' | 'walk'
  readonly size: number
  /** How often it is done, and how many at a time. */
  readonly count: number
  readonly width: number
}

/** A user of the directory, and the body that creates one like it. */
export interface Sample {
  readonly id: string
  readonly body: object
}

const ONE = { unit: 'call', size: 1, width: 1 } as const

export const WORKS = {
  one: { ...ONE, name: 'one user', act: 'read', count: 300 },
  page100: { ...ONE, name: 'page of 100', act: 'page', size: 100, count: 60 },
  page1000: { ...ONE, name: 'page of 1000', act: 'page', size: 1000, count: 10 },
  create: { ...ONE, name: 'creates, 1 at a time', act: 'create', count: 300 },
  create16: { ...ONE, name: 'creates, 16 in flight', act: 'create', count: 640, width: 16 },
  walk: { name: `walk of ${PEOPLE}`, unit: 'page', act: 'walk', size: PAGE, count: 1, width: 1 },
} as const satisfies Readonly<Record<string, Work>>

/** The name of a work. */
export type WorkName = keyof typeof WORKS

/** Does a work once through, and returns the units of work that were done. */
export async function runWork(work: Work, client: Client, { id, body }: Sample): Promise<number> {
  const acts: Readonly<Record<Work['act'], () => Promise<void>>> = {
    read: () => read(client, id),
    page: () => page(client, work.size),
    create: () => create(client, body),
    walk: () => walk(client),
  }
  await times(work.count, work.width, acts[work.act])
  return work.unit === 'page' ? PEOPLE / work.size : work.count
}

/** Runs a function `count` times, `width` at a time. */
async function times(count: number, width: number, run: () => Promise<void>): Promise<void> {
  let started = 0
  const worker = async (): Promise<void> => {
    while (started++ < count) await run()
  }
  await Promise.all(Array.from({ length: width }, worker))
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

async function walk(client: Client): Promise<void> {
  let count = 0
  for await (const person of client.walk?.() ?? pages(client)) if (person.id) count++
  if (count !== PEOPLE) throw new Error(`walked ${count} users of ${PEOPLE}`)
}

/** What a caller without a list of its own writes. */
async function* pages(client: Client): AsyncGenerator<Person> {
  for (let start = 1, last = 1; start <= last; start += PAGE) {
    const { total, people } = await client.page(start, PAGE)
    last = total
    yield* people
  }
}
