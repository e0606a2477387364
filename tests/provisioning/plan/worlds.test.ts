import { beforeAll, describe, expect, it } from 'vitest'
import { parseFilter } from '../../../src/filter/index.ts'
import {
  arraySource,
  checkGuards,
  checkSources,
  type DirectorySource,
  emptyLinks,
  fold,
  type JournalState,
  type Links,
  type Plan,
  type Policy,
  planProvisioning,
  readDesired,
  readSnapshot,
} from '../../../src/provisioning/index.ts'
import { openPlace, VERSIONS, wantedWorlds } from '../../support/worlds.ts'
import { type Company, OWNS, openCompany, type Person, personOf } from '../apply/company.ts'
import { ALL } from './company.ts'

/** What every world is asked: a company whose first run has linked it, and what its journal says. */
interface Asked {
  readonly name: string
  readonly company: Company
  readonly state: JournalState
  /** Whether lists show accounts that are deactivated. */
  readonly showsInactive: boolean
}

const asked: Asked[] = []

/** A former colleague, of whom no source knows. */
const FORMER = { userName: 'former', email: 'former@acme.test', active: false }
const OWNER = { userName: 'mona', email: 'mona@acme.test', rank: 'owner' } as const
const SEED = { users: [FORMER, OWNER], groups: [{ displayName: 'solo', members: ['p3'] }] }

/** Asks in every plausible Slack, over both dialects. Planning changes nothing, so all scenarios share the companies. */
async function everywhere(scenario: (asked: Asked) => Promise<void>): Promise<void> {
  const failures: string[] = []
  for (const one of asked) {
    const writes = one.company.place.writes().length
    try {
      await scenario(one)
      expect(one.company.place.writes().length, 'nothing is sent but reads').toBe(writes)
    } catch (error) {
      failures.push(`${one.name}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  expect(failures).toEqual([])
}

/** Plans from a source, or from people, with other links or without knowing ranks. */
async function planFrom(
  { company: { place, facts }, state }: Asked,
  from: DirectorySource | readonly Person[],
  { links = state.links, policy = ALL, isBlind = false }: PlanFrom = {},
): Promise<Plan> {
  const now = new Date(place.clock.now())
  const source = 'read' in from ? from : arraySource({ name: 'hr', owns: OWNS, people: from })
  const desired = await readDesired([source], { now, incomplete: 'allow' })
  const snapshot = await readSnapshot(place.scim, isBlind ? {} : { facts })
  return planProvisioning({ desired, snapshot, links, policy, now })
}

/** What else a plan is made with. */
interface PlanFrom {
  readonly links?: Links
  readonly policy?: Policy
  readonly isBlind?: boolean
}

const planOf = ({ company }: Asked, people: readonly Person[], more: Parameters<Company['plan']>[1] = {}) =>
  company.plan(people, { policy: ALL, ...more })

const kinds = ({ steps }: Plan): string[] => steps.map(({ kind }) => kind)
const codes = ({ held }: Plan): string[] => held.map(({ code }) => code)

function refusals({ state }: Asked, plan: Plan, allow: Parameters<typeof checkGuards>[3] = {}): string[] {
  return checkGuards(plan, state.history, ALL, allow).map(({ guard, action = '', message }) =>
    `${guard} ${action} ${message}`.trim(),
  )
}

describe('a plan, in every plausible Slack', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    for (const version of VERSIONS) {
      for (const world of wantedWorlds()) {
        const company = await openCompany({ version, world, seed: SEED })
        const { journal, place } = company
        const secret = await journal.secret()
        asked.push({
          name: `${version}, ${world.name}`,
          company,
          state: await fold(journal.read(), { now: place.clock.now(), secret }),
          showsInactive: world.assumptions['deactivated-in-lists'] !== 'excluded',
        })
      }
    }
  }, 120_000)

  it('has nothing to do for what is equal', async () => {
    await everywhere(async (one) => {
      const { steps, held, drift } = await planOf(one, one.company.people)
      expect([steps, held, drift]).toEqual([[], [], []])
    })
  })

  it('is refused for an empty source, before and after it is made', async () => {
    await everywhere(async (one) => {
      const plan = await planOf(one, [], { policy: { ...ALL, absent: 'deactivate' } })
      const [source] = checkSources(plan.sources, one.state.history, {
        policy: ALL,
        now: new Date(plan.asOf),
      })
      expect(source?.message).toContain('the source has 0 rows, 0 of 20')
      expect(refusals(one, plan)).toContainEqual(expect.stringContaining('source'))
    })
  })

  it('is refused for a source of little more than half of its rows', async () => {
    await everywhere(async (one) => {
      const plan = await planOf(one, one.company.people.slice(0, 12))
      expect(refusals(one, plan)).toContainEqual(expect.stringContaining('12 of 20 rows, below 80 %'))
    })
  })

  it('concludes nothing from what a source that failed did not say', async () => {
    await everywhere(async (one) => {
      const failing: DirectorySource = {
        name: 'hr',
        owns: OWNS,
        async *read() {
          for (const person of one.company.people.slice(0, 12))
            yield { ...person, source: 'hr', active: true }
          throw new Error('connection lost')
        },
      }
      const plan = await planFrom(one, failing, { policy: { ...ALL, absent: 'deactivate' } })
      expect([plan.steps, plan.held]).toEqual([[], []])
      expect(refusals(one, plan)).toContainEqual(expect.stringContaining('was not read to its end'))
    })
  })

  it('is refused above a limit, and lifted by exactly the planned number', async () => {
    await everywhere(async (one) => {
      const plan = await planOf(one, one.company.with({ 0: 'left', 1: 'left', 2: 'left' }))
      expect(kinds(plan)).toEqual(['deactivate', 'deactivate', 'deactivate'])
      expect(refusals(one, plan)).toEqual([
        expect.stringMatching(/^limit deactivate .*0 done \+ 3 planned > 2 .*--allow deactivate=3$/),
      ])
      expect(refusals(one, plan, { allow: { deactivate: 2 } })).toHaveLength(1)
      expect(refusals(one, plan, { allow: { deactivate: 3 } })).toEqual([])
    })
  })

  it('changes addresses when the domain changes, and neither creates nor deactivates', async () => {
    await everywhere(async (one) => {
      const moved = one.company.people.map((_, n) => personOf(n, { email: `p${n}@new.test` }))
      const plan = await planOf(one, moved)
      expect([new Set(kinds(plan)), plan.steps.length, plan.held]).toEqual([new Set(['updateUser']), 20, []])
      expect(refusals(one, plan)).toEqual([expect.stringMatching(/^limit changeEmail /)])
      expect(refusals(one, plan, { allow: { changeEmail: 20 } })).toEqual([])
    })
  })

  it('holds a number that another person has now, and plans the others', async () => {
    await everywhere(async (one) => {
      const other = { ...personOf(50), key: '3' }
      const plan = await planOf(one, one.company.with({ 3: other, 4: personOf(4, { title: 'Director' }) }))
      expect(codes(plan)).toEqual(['reused'])
      expect(plan.steps.map(({ key }) => key)).toEqual(['4'])
    })
  })

  it('holds a new person who wants the address of a former colleague', async () => {
    await everywhere(async (one) => {
      const joiner = personOf(60, { email: FORMER.email })
      const plan = await planOf(one, [...one.company.people, joiner], { policy: { ...ALL, match: [] } })
      // An address that no list shows is refused by Slack only.
      if (!one.showsInactive) expect([kinds(plan), codes(plan)]).toEqual([['createUser'], []])
      else {
        expect([kinds(plan), codes(plan)]).toEqual([[], ['address-held']])
        expect(plan.held[0]?.target).toBe(one.company.place.id('former'))
      }
    })
  })

  it('holds two who swap addresses, and hands an address on in order', async () => {
    await everywhere(async (one) => {
      const wants = (number: number, email: string) => personOf(number, { email: `${email}@acme.test` })
      const swapped = await planOf(one, one.company.with({ 1: wants(1, 'p2'), 2: wants(2, 'p1') }))
      expect([swapped.steps, codes(swapped)]).toEqual([[], ['cycle', 'cycle']])
      const chain = await planOf(one, one.company.with({ 1: wants(1, 'p2'), 2: wants(2, 'fresh') }))
      const [first, second] = chain.steps
      expect([first?.key, second?.key, second?.after]).toEqual(['2', '1', [first?.id]])
    })
  })

  it('turns three names round through a parking place', async () => {
    await everywhere(async (one) => {
      const wants = (number: number, userName: string) => personOf(number, { userName })
      const people = one.company.with({ 1: wants(1, 'p2'), 2: wants(2, 'p3'), 3: wants(3, 'p1') })
      const plan = await planOf(one, people, { policy: { ...ALL, parking: { userName: 'parked-{n}' } } })
      expect([kinds(plan).length, plan.held]).toEqual([4, []])
      expect(plan.steps.filter(({ id }) => id.endsWith(':park-userName'))).toHaveLength(1)
    })
  })

  it('holds a person whose address and number say two accounts', async () => {
    await everywhere(async (one) => {
      const person = { ...personOf(1, { employeeNumber: '2' }), key: 'new' }
      const plan = await planFrom(one, [person], { links: emptyLinks() })
      expect([plan.steps, plan.links, codes(plan)]).toEqual([[], [], ['disputed']])
    })
  })

  it('holds the last member of a group, and deactivates the leaver', async () => {
    await everywhere(async (one) => {
      const policy: Policy = { ...ALL, allow: ALL.allow?.filter((action) => action !== 'emptyGroup') }
      const groups = [{ key: 'solo', members: ['3'], mode: 'exact' }] as const
      const plan = await planOf(one, one.company.with({ 3: 'left' }), { policy, groups })
      expect([kinds(plan), codes(plan)]).toEqual([['deactivate'], ['emptyGroup']])
    })
  })

  it('holds owners and who is protected among leavers, and all leavers while ranks are unknown', async () => {
    await everywhere(async (one) => {
      const { userName, email } = OWNER
      const owner = { key: 'mona', active: false, attributes: { userName, email } }
      const people = [...one.company.with({ 1: 'left', 2: 'left' }), owner]
      const plan = await planOf(one, people, { policy: { ...ALL, protect: ['p1@acme.test'] } })
      expect([kinds(plan), codes(plan)]).toEqual([['deactivate'], ['protected', 'protected']])
      const links = { ...one.state.links, organization: '' }
      const blind = await planFrom(one, people, { links, policy: { ...ALL, protect: [] }, isBlind: true })
      expect([kinds(blind), new Set(codes(blind))]).toEqual([[], new Set(['roles-unknown'])])
    })
  })

  it('leaves guests and bots alone, and converts no guest unasked', async () => {
    await everywhere(async (one) => {
      const policy = { ...ALL, absent: 'deactivate' } as const
      const scope = parseFilter('email co "@"')
      const plan = await planOf(one, one.company.people, { policy, scope })
      const { place } = one.company
      const untouched = ['gus', 'robot'].map((name) => place.id(name))
      expect(plan.steps.filter((step) => 'target' in step && untouched.includes(`${step.target}`))).toEqual(
        [],
      )
      const gus = { key: 'gus', attributes: { userName: 'gus', email: 'gus@acme.test', title: 'Guest' } }
      const matched = await planOf(one, [...one.company.people, gus])
      expect([matched.steps, codes(matched)]).toEqual([[], ['guest-status']])
    })
  })
})

describe.each(VERSIONS)('a group of 15,001 members over %s', (version) => {
  it('is held, and nothing is planned for it', { timeout: 60_000 }, async () => {
    const people = Array.from({ length: 15_001 }, (_, n) => personOf(n))
    const seed = people.map(({ attributes: { userName, email } }) => ({
      userName: `${userName}`,
      email: `${email}`,
    }))
    const place = openPlace(version, { seed: { users: seed } })
    const groups = [{ key: 'all', members: people.map(({ key }) => key) }]
    const source = arraySource({ name: 'hr', owns: { email: 'always' }, people, groups })
    const now = new Date(place.clock.now())
    const [desired, snapshot] = [await readDesired([source], { now }), await readSnapshot(place.scim)]
    const plan = planProvisioning({ desired, snapshot, links: emptyLinks(), policy: ALL, now })
    expect([plan.steps, codes(plan)]).toEqual([[], ['group-size']])
    expect(plan.links).toHaveLength(15_001)
  })
})
