import { createEmulator, type Emulator, seedDirectory } from '../mocks/index.ts'
import { type Contender, measure } from './measure.ts'
import { goal, measuredTable, table } from './table.ts'

const FEW = 200
const MANY = 100_000

/** Requests in one turn, one after the other. */
const BATCH = 20

/** What the emulator costs with many people, beside what it costs with few. */
export async function emulator(): Promise<string> {
  const few = createEmulator({ seed: seedDirectory({ users: FEW, groups: 8 }) })
  const started = cpu()
  const many = createEmulator({ seed: seedDirectory({ users: MANY, groups: 8 }) })
  const creation = cpu() - started
  const queries: readonly (readonly [name: string, query: (emulator: Emulator) => string])[] = [
    ['list of 10', () => 'v1/Users'],
    [
      'list of 100, from the middle',
      ({ state }) => `v1/Users?count=100&startIndex=${state.users.length / 2}`,
    ],
    ['userName eq', (place) => filtered('userName', last(place).userName)],
    ['email eq', (place) => filtered('email', last(place).primaryEmail)],
    ['read', (place) => `v1/Users/${last(place).id}`],
  ]
  const parts: string[] = []
  const ratios: number[] = []
  for (const [name, query] of queries) {
    const measured = await measure([contender(FEW, few, query(few)), contender(MANY, many, query(many))], {
      batch: BATCH,
    })
    ratios.push(measured[1]?.ratio ?? Number.POSITIVE_INFINITY)
    parts.push(measuredTable(name, measured))
  }
  const worst = Math.max(...ratios)
  const walks = [await walk(many), await walk(many), await walk(many)]
  const best = Math.min(...walks)
  return [
    `The emulator with ${MANY} people, beside one with ${FEW}: one request over its transport`,
    ...parts,
    table([
      ['CPU', 'ms'],
      [`createEmulator with ${MANY} people and their seed`, creation.toFixed(0)],
      [`a walk of ${MANY} people by pages of 1000, the best of three`, best.toFixed(0)],
    ]),
    goal(`lists and equality filters at most 3 times as much (${worst.toFixed(2)})`, worst <= 3),
    goal(`a walk below 2 s of CPU (${(best / 1000).toFixed(2)} s)`, best < 2000),
  ].join('\n\n')
}

function contender(people: number, emulator: Emulator, path: string): Contender {
  return {
    name: `${people} people`,
    run: async () => {
      for (let request = 0; request < BATCH; request++) await get(emulator, path)
    },
  }
}

async function get({ baseUrl, token, transport }: Emulator, path: string): Promise<string> {
  const headers = { authorization: `Bearer ${token}` }
  const response = await transport(`${baseUrl}${path}`, { method: 'GET', headers })
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}`)
  return response.text()
}

/** Milliseconds of CPU for reading every page. */
async function walk(emulator: Emulator): Promise<number> {
  const started = cpu()
  for (let start = 1; start <= MANY; start += 1000) {
    await get(emulator, `v1/Users?count=1000&startIndex=${start}`)
  }
  return cpu() - started
}

function filtered(attribute: string, value: string): string {
  return `v1/Users?filter=${encodeURIComponent(`${attribute} eq "${value}"`)}`
}

function last({ state }: Emulator): { id: string; userName: string; primaryEmail: string } {
  const user = state.users.at(-1)
  if (!user) throw new Error('no people')
  return user
}

function cpu(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
