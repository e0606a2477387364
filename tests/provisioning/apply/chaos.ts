import type { Fault } from '../../../mocks/index.ts'
import { seededRandom } from '../../../mocks/random/seeded.ts'
import { actionsOf, type Plan } from '../../../src/provisioning/index.ts'
import { type Company, openCompany, type Person, personOf } from './company.ts'

/** What a run of chaos is made with. */
export interface ChaosOptions {
  readonly seed: number
  /** Steps after which it ends. */
  readonly steps: number
  /** Probability of a fault of a request; default 0.2. */
  readonly faults?: number
  readonly version?: '1.1' | '2.0'
}

/** What came of it. */
export interface ChaosReport {
  readonly seed: number
  readonly steps: number
  readonly rounds: number
  readonly requests: number
  /** What must never happen. */
  readonly problems: readonly string[]
}

/** Deactivations that the policy admits within 24 hours. */
const LEAVERS_A_DAY = 4

const POLICY = {
  allow: [
    ...(['createUser', 'updateUser', 'changeEmail', 'clear', 'reactivate', 'deactivate'] as const),
    ...(['createGroup', 'addMembers', 'removeMembers'] as const),
  ],
  limits: {
    deactivate: { count: LEAVERS_A_DAY, floor: 0 },
    reactivate: { count: 50 },
    createUser: { count: 500 },
    changeEmail: { count: 500 },
    clear: { count: 500 },
    removeMembers: { count: 5000 },
  },
}

const HOUR = 3_600_000
/** Applies of one state of the directory, the last ones without faults. */
const TRIES = 8

/** Changes a directory again and again, and applies each state while requests fail. */
export async function provisioningChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { seed, steps: wantedSteps, faults = 0.2, version = seed % 2 ? '1.1' : '2.0' } = options
  const random = seededRandom(seed)
  const company = await openCompany({ people: 30, version })
  const watch = new Watch(company)
  let people: Person[] = [...company.people]
  let groups: Groups = ['red', 'green', 'blue'].map((key) => ({
    key,
    name: `group ${key}`,
    members: people.map((person) => person.key),
    mode: 'exact',
  }))
  let [steps, rounds] = [0, 0]
  while (steps < wantedSteps && watch.problems.length === 0) {
    rounds++
    people = changed(people, random)
    groups = regrouped(groups, people, random)
    steps += await settle(company, watch, { people, groups, faults, random, seed: seed * 1000 + rounds })
    company.place.clock.advance(HOUR * (1 + Math.floor(random() * 8)))
  }
  return { seed, steps, rounds, requests: company.place.sent.length, problems: watch.problems }
}

interface Round {
  readonly people: readonly Person[]
  readonly groups: Groups
  readonly faults: number
  readonly random: () => number
  readonly seed: number
}

/** Plans and applies until nothing is left, and returns how many steps were done. */
async function settle(company: Company, watch: Watch, round: Round): Promise<number> {
  const { emulator } = company.place
  const { people, groups } = round
  let done = 0
  for (let attempt = 1; ; attempt++) {
    emulator.faults.clear()
    const plan = await company.plan(people, { policy: POLICY, groups })
    if (plan.steps.length === 0) return done
    if (attempt > TRIES) {
      watch.problems.push(
        `after ${TRIES} tries there is left: ${plan.steps.map(({ id }) => id).join(', ')}; ${watch.refusals.at(-1)}`,
      )
      return done
    }
    watch.begin(plan)
    if (attempt < TRIES - 2)
      for (const fault of faultsOf(round.faults, round.seed * 10 + attempt)) emulator.faults.add(fault)
    try {
      // Somebody looks at the removals, and approves them.
      const allow = { removeMembers: countOf(plan, 'removeMembers') }
      const report = await company.apply(plan, { policy: POLICY, allow, settleTimeout: 15_000 })
      done += Object.values(report.counts).reduce((sum, count) => sum + (count?.done ?? 0), 0)
    } catch (error) {
      const { name } = error as Error
      // The day's limit: tomorrow there is room again.
      if (name === 'SCIMGuardError') {
        watch.refusals.push((error as Error).message)
        company.place.clock.advance(25 * HOUR)
      } else if (!name.startsWith('SCIM'))
        watch.problems.push(`${name} left applyPlan: ${(error as Error).message}`)
    }
    watch.end(plan)
    // A lease whose release failed ends by itself.
    company.place.clock.advance(61_000)
  }
}

function countOf(plan: Plan, action: 'removeMembers'): number {
  return plan.steps.reduce((sum, step) => sum + (actionsOf(step)[action] ?? 0), 0)
}

/** Faults of every kind, at their share of the probability. */
function faultsOf(probability: number, seed: number): Fault[] {
  const always = { times: Number.POSITIVE_INFINITY, probability: probability / 6 }
  const paths = { path: '/scim/' }
  return [
    { kind: 'status', status: 503, body: 'html', ...always, seed, match: paths },
    { kind: 'status', status: 500, when: 'after', ...always, seed: seed + 1, match: paths },
    { kind: 'connection', when: 'before', ...always, seed: seed + 2, match: paths },
    { kind: 'connection', when: 'after', ...always, seed: seed + 3, match: paths },
    { kind: 'rate-limit', retryAfter: 2, ...always, seed: seed + 4, match: paths },
    { kind: 'body', body: 'truncated-json', ...always, seed: seed + 5, match: paths },
  ]
}

/** The directory of another day. */
function changed(people: readonly Person[], random: () => number): Person[] {
  let leavers = 0
  const next = people.map((person): Person => {
    const number = Number(person.key)
    const luck = random()
    const text = Math.floor(random() * 1e6).toString(36)
    if (luck < 0.25) return { ...person, attributes: { ...person.attributes, title: `Title ${text}` } }
    if (luck < 0.3) return { ...person, attributes: { ...person.attributes, title: null } }
    if (luck < 0.35)
      return { ...person, attributes: { ...person.attributes, email: `p${number}.${text}@acme.test` } }
    const isLeaving = person.active !== false
    if (luck < 0.4 && (!isLeaving || ++leavers <= LEAVERS_A_DAY)) return { ...person, active: !isLeaving }
    return person
  })
  const hires = Math.floor(random() * 4)
  for (let i = 0; i < hires && next.length < 120; i++) next.push(personOf(1000 + next.length))
  return next
}

/** The groups of another day: each loses a few members, and wins some. */
function regrouped(groups: Groups, people: readonly Person[], random: () => number): Groups {
  const working = new Set(people.filter(({ active }) => active !== false).map(({ key }) => key))
  return groups.map((group) => {
    const members = new Set(group.members.filter((key) => working.has(key)))
    for (let i = 0; i < 2 && members.size > 6 && random() < 0.7; i++)
      members.delete([...members][Math.floor(random() * members.size)] ?? '')
    for (const key of working) if (random() < 0.05) members.add(key)
    return { ...group, members: [...members] }
  })
}

type Groups = readonly {
  readonly key: string
  readonly name: string
  readonly members: readonly string[]
  readonly mode: 'exact'
}[]

/** Looks at Slack before and after each apply. */
class Watch {
  readonly problems: string[] = []
  readonly refusals: string[] = []
  readonly #company: Company
  readonly #deactivations: number[] = []
  #before: ReadonlyMap<string, string> = new Map()
  #active: ReadonlySet<string> = new Set()

  constructor(company: Company) {
    this.#company = company
  }

  begin(_plan: Plan): void {
    const { users } = this.#company.place.emulator.state
    this.#before = new Map(users.map((user) => [user.id, textOf(user)]))
    this.#active = new Set(users.filter(({ active }) => active).map(({ id }) => id))
  }

  end(plan: Plan): void {
    const { users } = this.#company.place.emulator.state
    const now = this.#company.place.clock.now()
    const targets = new Set(plan.steps.flatMap((step) => ('target' in step ? [step.target] : [])))
    const created = new Set(plan.steps.flatMap((step) => (step.kind === 'createUser' ? [step.to.email] : [])))
    const addresses = users.map(({ primaryEmail }) => primaryEmail)
    if (new Set(addresses).size !== addresses.length) this.problems.push('an address stands twice')
    for (const user of users) {
      const before = this.#before.get(user.id)
      if (before === undefined && !created.has(`${user.primaryEmail}`))
        this.problems.push(`${user.userName} was created, and no step says so`)
      if (before !== undefined && before !== textOf(user) && !targets.has(user.id))
        this.problems.push(`${user.userName} was changed, and no step says so`)
      if (this.#active.has(user.id) && !user.active) this.#deactivations.push(now)
    }
    const today = this.#deactivations.filter((at) => at > now - 24 * HOUR).length
    if (today > LEAVERS_A_DAY) this.problems.push(`${today} were deactivated within 24 hours`)
  }
}

/** An account but for its groups, which follow from others. */
function textOf({
  groups: _groups,
  ...user
}: Company['place']['emulator']['state']['users'][number]): string {
  return JSON.stringify(user)
}
