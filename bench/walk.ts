import { is } from 'valibot'
import { virtualClock } from '../mocks/index.ts'
import { SCIMClient, type Transport } from '../src/index.ts'
import { isUser } from '../src/schemas/predicates.ts'
import { URN_1_1 } from '../src/schemas/urns.ts'
import { user } from '../src/schemas/user-schema.ts'
import { bytesPerUser, directory } from '../tests/leaks/walk-memory.ts'
import { leastCPU, measure } from './measure.ts'
import { goal, measuredTable, table } from './table.ts'

const PEOPLE = 100_000
const PAGE = 1000
const LATENCY = 100

/** What a walk over everyone costs: processor, memory, and time for each number of pages ahead. */
export async function walk(): Promise<string> {
  const pages = await Promise.all(Array.from({ length: PEOPLE / PAGE }, (_, n) => pageText(n * PAGE + 1)))
  const served: Transport = async (url) => {
    const start = Number(new URL(url).searchParams.get('startIndex'))
    const text = pages[(start - 1) / PAGE] ?? `{"totalResults":${PEOPLE}}`
    return { status: 200, headers: new Headers(), text: async () => text }
  }
  const [parsing, walking] = await leastCPU([
    async () => {
      for (const text of pages) JSON.parse(text)
    },
    () => readAll(new SCIMClient('xoxp-bench', { transport: served })),
  ])
  const rows = JSON.parse(pages[0] ?? '{}').Resources as unknown[]
  const schema = user(URN_1_1)
  const checks = await measure(
    [
      { name: 'valibot', run: () => rows.every((row) => is(schema, row)) },
      { name: 'the code made from the schema', run: () => rows.every((row) => isUser(row, URN_1_1)) },
    ],
    { batch: rows.length },
  )
  const kept = await bytesPerUser(PEOPLE)
  const seconds: string[][] = []
  for (const work of [0, 50]) {
    const times = await Promise.all([0, 1, undefined, 16].map((ahead) => timed(ahead, work)))
    seconds.push([`${work} ms`, ...times.map((one) => one.toFixed(1).padStart(6))])
  }
  return [
    `A walk over ${PEOPLE} users by pages of ${PAGE}`,
    table([
      ['CPU, the best of five', 'ms'],
      ['JSON.parse of every page', parsing?.toFixed(0) ?? ''],
      ['a walk', walking?.toFixed(0) ?? ''],
    ]),
    measuredTable('one user checked', checks),
    goal(`at most 80 bytes kept for each user (${kept.toFixed(1)})`, kept <= 80),
    table([
      [`seconds at ${LATENCY} ms a page; work on each page`, 'ahead: 0', 'ahead: 1', 'default', 'ahead: 16'],
      ...seconds,
    ]),
  ].join('\n\n')
}

async function pageText(start: number): Promise<string> {
  const url = `https://localhost/Users?startIndex=${start}&count=${PAGE}`
  return (await directory(PEOPLE)(url, { method: 'GET', headers: {} })).text()
}

async function readAll(scim: SCIMClient): Promise<void> {
  let count = 0
  for await (const { id } of scim.searchUsers()) if (id) count++
  if (count !== PEOPLE) throw new Error(`${count} users were read`)
}

/** Virtual seconds of a walk whose consumer works for so many milliseconds on each page. */
async function timed(ahead: number | undefined, work: number): Promise<number> {
  const clock = virtualClock()
  const transport: Transport = async (url) => {
    await clock.sleep(LATENCY)
    const start = Number(new URL(url).searchParams.get('startIndex'))
    const rows = Math.max(0, Math.min(PAGE, PEOPLE - start + 1))
    const Resources = Array.from({ length: rows }, (_, n) => ({ id: `U${start + n}` }))
    const text = JSON.stringify({ totalResults: PEOPLE, Resources })
    return { status: 200, headers: new Headers(), text: async () => text }
  }
  const scim = new SCIMClient('xoxp-bench', { transport, clock, validation: { response: 'off' } })
  for await (const { users } of scim.searchUsers({ ahead }).pages()) {
    if (work > 0 && users.length > 0) await clock.sleep(work)
  }
  return clock.elapsed() / 1000
}
