import type { Seed, SeedUser, SlackWorld } from '../../../mocks/index.ts'
import {
  type ApplyOptions,
  type ApplyReport,
  type ArraySource,
  applyPlan,
  arraySource,
  type Desired,
  fold,
  type JournalStore,
  memoryJournal,
  type OrganizationReader,
  type Owns,
  type Plan,
  type Policy,
  planProvisioning,
  readDesired,
  readSnapshot,
  slackOrganization,
} from '../../../src/provisioning/index.ts'
import { openPlace, type Place, type PlaceOptions, VERSIONS, wantedWorlds } from '../../support/worlds.ts'

/** A person of the directory. */
export type Person = NonNullable<ArraySource['people']>[number]

/** Attributes that the source writes. */
export const OWNS = {
  userName: 'always',
  displayName: 'always',
  givenName: 'always',
  familyName: 'always',
  email: 'always',
  title: 'always',
  department: 'always',
  employeeNumber: 'always',
} as const

/** The person of a number: `p7` of department 1. */
export function personOf(number: number, more: Partial<Person['attributes']> = {}): Person {
  return {
    key: `${number}`,
    origin: `people.csv:${number + 1}`,
    attributes: {
      userName: `p${number}`,
      displayName: `Pat ${number}`,
      givenName: `Pat${number}`,
      familyName: `Doe${number}`,
      email: `p${number}@acme.test`,
      title: 'Engineer',
      department: `D${number % 3}`,
      employeeNumber: `${number}`,
      ...more,
    },
  }
}

/** How a company is set up. */
export interface CompanyOptions {
  /** Linked members; default 20. */
  readonly people?: number
  readonly version?: '1.1' | '2.0'
  readonly world?: SlackWorld
  readonly seed?: Seed
  readonly wrap?: PlaceOptions['wrap']
  /** The attributes that the source writes. */
  readonly owns?: Owns
}

/** A directory and an emulated Slack that are equal at first. */
export interface Company {
  readonly place: Place
  readonly journal: JournalStore
  readonly facts: OrganizationReader
  readonly people: readonly Person[]
  /** The people, with some replaced by their number; `left` makes one inactive. */
  with(changes: Readonly<Record<number, Person | 'left'>>): Person[]
  /** Plans from these people. */
  plan(people: readonly Person[], more?: PlanOptions): Promise<Plan>
  /** Applies a plan. */
  apply(
    plan: Plan,
    options?: Partial<ApplyOptions> & { readonly client?: Place['scim'] },
  ): Promise<ApplyReport>
}

/** What a plan is made with. */
export interface PlanOptions {
  readonly policy?: Policy
  readonly groups?: ArraySource['groups']
  readonly scope?: ArraySource['scope']
}

/** Opens a company: people, 20 guests, owners and bots are in Slack already, and a first run has linked them. */
export async function openCompany(options: CompanyOptions = {}): Promise<Company> {
  const { people: count = 20, version = '2.0', world, seed = {}, wrap, owns = OWNS } = options
  const people = Array.from({ length: count }, (_, i) => personOf(i))
  const users: SeedUser[] = [
    { userName: 'boss', rank: 'primary-owner' },
    { userName: 'olga', rank: 'owner' },
    { userName: 'robot', kind: 'bot', email: 'robot@slack-bots.com' },
    { userName: 'gus', email: 'gus@acme.test', guest: true },
    ...people.map(({ attributes: a }) => ({
      userName: `${a.userName}`,
      displayName: `${a.displayName}`,
      name: { givenName: `${a.givenName}`, familyName: `${a.familyName}` },
      email: `${a.email}`,
      title: `${a.title}`,
      enterprise: { department: `${a.department}`, employeeNumber: `${a.employeeNumber}` },
    })),
    ...(seed.users ?? []),
  ]
  const place = openPlace(version, {
    seed: { ...seed, users },
    ...(world && { world }),
    ...(wrap && { wrap }),
  })
  const { clock, emulator } = place
  const journal = memoryJournal({ clock })
  const facts = slackOrganization({
    token: emulator.token,
    clock,
    fetch: (url, init) => emulator.fetch(new Request(url, init)),
  })
  const company: Company = {
    place,
    journal,
    facts,
    people,
    with: (changes) =>
      people.map((person, i) => {
        const change = changes[i] ?? person
        return change === 'left' ? { ...person, active: false } : change
      }),
    async plan(wanted, { policy = {}, groups, scope } = {}) {
      const desired = await desiredOf(place, wanted, { owns, groups, scope })
      const snapshot = await readSnapshot(place.scim, { facts })
      const secret = await journal.secret()
      const { links } = await fold(journal.read(), { now: clock.now(), secret })
      return planProvisioning({ desired, snapshot, links, policy, now: new Date(clock.now()) })
    },
    apply: (plan, { client = place.scim, ...more } = {}) =>
      applyPlan(client, plan, { journal, facts, pacer: null, ...more }),
  }
  await company.apply(await company.plan(people))
  return company
}

function desiredOf(
  { clock }: Place,
  people: readonly Person[],
  { owns, groups, scope }: Pick<PlanOptions, 'groups' | 'scope'> & { readonly owns: Owns },
): Promise<Desired> {
  const source = arraySource({ name: 'hr', owns, people, groups, scope })
  return readDesired([source], { now: new Date(clock.now()) })
}

/** Runs a scenario in every plausible Slack, over both dialects. */
export async function everywhere(
  options: CompanyOptions,
  scenario: (company: Company, world: SlackWorld) => Promise<void>,
): Promise<void> {
  const failures: string[] = []
  for (const version of VERSIONS) {
    for (const world of wantedWorlds()) {
      try {
        await scenario(await openCompany({ ...options, version, world }), world)
      } catch (error) {
        failures.push(`${version}, ${world.name}: ${error instanceof Error ? error.message : String(error)}`)
      }
    }
  }
  if (failures.length > 0)
    throw new Error(`failed in ${failures.length} worlds:\n\n${failures.slice(0, 12).join('\n\n')}`)
}
