import { idOf, type Lab } from './lab.ts'
import { type Experiment, experiment } from './probe.ts'

/** Addresses that are looked for: Slack's filter is known to miss some people. */
const LOOKUPS = 40

/** Experiments about lists and filters; they come last, when there are accounts to find. */
export const LIST_EXPERIMENTS: readonly Experiment[] = [
  experiment('start-index-below-one', async (lab) =>
    (await list(lab, 'startIndex=0&count=1')).startIndex === 0 ? 'echoed' : 'answered-as-1',
  ),
  experiment('start-index-past-end', async (lab) =>
    rowsOf(await list(lab, 'startIndex=1000000&count=1')).length === 0 ? 'empty-page' : 'last-row',
  ),
  experiment('count-below-one', async (lab) =>
    rowsOf(await list(lab, 'count=0')).length === 0 ? 'empty-page' : 'default-page',
  ),
  experiment('attribute-parameters', async (lab) =>
    (await lab.send({ method: 'GET', path: 'Users?count=1&attributes=userName' })).isRefused
      ? 'refused'
      : 'ignored',
  ),
  experiment('undocumented-filter-attributes', async (lab) =>
    (await isFilterRefused(lab, 'active eq true')) ? 'refused' : 'work',
  ),
  experiment('undocumented-filter-operators', async (lab) =>
    (await isFilterRefused(lab, 'userName ew "x"')) ? 'refused' : 'work',
  ),
  experiment('filter-on-2.0', async (lab) => {
    const { userName } = await lab.read(await lab.user())
    const filter = `filter=${encodeURIComponent(`userName eq "${userName}"`)}`
    const { isRefused, body } = await lab.send({ method: 'GET', path: `Users?${filter}`, version: '2' })
    if (isRefused) return 'refused'
    return namesIn(body).every((name) => name.includes(userName)) ? 'works' : 'ignored'
  }),
  experiment('filter-equality', async (lab) => {
    const name = lab.name()
    for (const userName of [name, `${name}z`, `z${name}`]) idOf(await lab.tryUser({ userName }))
    const found = (await lab.find(`userName eq "${name}"`)).map(({ userName }) => userName)
    if (found.includes(`z${name}`)) return 'neighbour-first'
    return found.includes(`${name}z`) ? 'prefix' : 'exact'
  }),
  experiment('username-filter-with-email', async (lab) => {
    const { emails } = await lab.read(await lab.user())
    const found = await lab.find(`userName eq "${emails[0]?.value}"`)
    return found.length > 0 ? 'finds-by-email' : 'finds-nothing'
  }),
  experiment('email-filter', async (lab) => {
    const id = await lab.user()
    const second = `${lab.name()}@probe.example.com`
    const [first] = (await lab.read(id)).emails
    await lab.patch(id, {
      emails: [
        { ...first, primary: true },
        { value: second, primary: false },
      ],
    })
    for (const { emails } of (await lab.find()).filter(({ active }) => active).slice(0, LOOKUPS)) {
      const value = emails.find(({ primary }) => primary)?.value
      // The filter misses half of all people, and no rule says which half.
      if (value && (await lab.find(`email eq "${value}"`)).length === 0) return undefined
    }
    if (!(await lab.read(id)).emails.some(({ value }) => value === second)) return undefined
    return (await lab.find(`email eq "${second}"`)).length > 0 ? 'finds-everyone' : 'misses-secondary'
  }),
  experiment('row-order', async (lab) => {
    const made = [...lab.users.keys()]
    const order = (await lab.find()).map(({ id }) => id).filter((id) => lab.users.has(id))
    const isListed = new Set(order)
    const text = made.filter((id) => isListed.has(id)).join()
    if (text === order.join()) return 'oldest-first'
    return text === order.reverse().join() ? 'newest-first' : 'scattered'
  }),
  {
    names: ['deactivated-in-lists', 'deactivated-in-filters'],
    async run(lab) {
      const id = await lab.user()
      await lab.send({ method: 'DELETE', path: `Users/${id}` })
      const { userName } = await lab.settled(id)
      const has = (users: readonly { readonly id: string }[]): 'included' | 'excluded' =>
        users.some((user) => user.id === id) ? 'included' : 'excluded'
      return {
        'deactivated-in-lists': has(await lab.find()),
        'deactivated-in-filters': has(await lab.find(`userName eq "${userName}"`)),
      }
    },
  },
]

async function list(lab: Lab, query: string): Promise<Readonly<Record<string, unknown>>> {
  return (await lab.send({ method: 'GET', path: `Users?${query}` })).body
}

function rowsOf({
  Resources,
}: Readonly<Record<string, unknown>>): readonly { readonly userName?: unknown }[] {
  return Array.isArray(Resources) ? Resources : []
}

function namesIn(body: Readonly<Record<string, unknown>>): readonly string[] {
  return rowsOf(body).map(({ userName }) => String(userName))
}

async function isFilterRefused(lab: Lab, filter: string): Promise<boolean> {
  const query = `count=1&filter=${encodeURIComponent(filter)}`
  return (await lab.send({ method: 'GET', path: `Users?${query}` })).isRefused
}
