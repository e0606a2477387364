import { describe, expect, it } from 'vitest'
import type { Transport } from '../../../src/index.ts'
import type { JournalStore, Plan } from '../../../src/provisioning/index.ts'
import { VERSIONS, wantedWorlds } from '../../support/worlds.ts'
import { type Company, openCompany, personOf } from './company.ts'

const POLICY = {
  allow: [
    ...([
      'createUser',
      'updateUser',
      'changeEmail',
      'changeUserName',
      'clear',
      'reactivate',
      'deactivate',
    ] as const),
    ...(['createGroup', 'renameGroup', 'addMembers', 'removeMembers'] as const),
  ],
  limits: { removeMembers: { count: 100 }, deactivate: { count: 100 }, createUser: { count: 100 } },
}

/** Never resolves: what is left of a process that was killed. */
const dead = (): Promise<never> => new Promise(() => {})

/** A process that is killed before or after an append to its journal. */
function mortal(company: Company, append: number, when: 'before' | 'after') {
  let isDead = false
  let appends = 0
  let die = (): void => {}
  const death = new Promise<'killed'>((resolve) => {
    die = () => {
      isDead = true
      resolve('killed')
    }
  })
  const alive = <T>(work: () => Promise<T>): Promise<T> => (isDead ? dead() : work())
  const { journal } = company
  const mortalJournal: JournalStore = {
    ...journal,
    renew: (lease, milliseconds) => alive(() => journal.renew(lease, milliseconds)),
    release: (lease) => alive(() => journal.release(lease)),
    async append(lease, entries) {
      if (isDead) return dead()
      appends++
      if (appends === append && when === 'before') {
        die()
        return dead()
      }
      await journal.append(lease, entries)
      if (appends === append) {
        die()
        return dead()
      }
    },
  }
  const transport: Transport = (url, init) => alive(() => company.place.emulator.transport(url, init))
  return { death, journal: mortalJournal, scim: company.place.another({ transport }), appends: () => appends }
}

/** A plan with steps of all kinds but conversions. */
async function planOfAll(company: Company) {
  const { place } = company
  await company.apply(await company.plan(company.with({ 9: 'left' }), { policy: POLICY }), { policy: POLICY })
  const groups = (names: readonly string[], of: (i: number) => readonly string[]) =>
    names.map((key, i) => ({ key, name: key, members: of(i), mode: 'exact' as const }))
  const first = groups(['alpha', 'beta'], (i) => ['1', '2', '3', `${4 + i}`])
  const left = company.with({ 9: 'left' })
  await company.apply(await company.plan(left, { policy: POLICY, groups: first }), { policy: POLICY })
  const wanted = [
    ...company.with({
      1: personOf(1, { title: 'Director' }),
      2: personOf(2, { email: 'new2@acme.test', familyName: 'Lind' }),
      3: personOf(3, { userName: 'renamed3' }),
      5: 'left',
      6: 'left',
      7: personOf(7, { title: null }),
    }),
    ...[100, 101, 102].map((number) => personOf(number)),
  ]
  const second = [
    { key: 'alpha', name: 'alpha renamed', members: ['2', '3', '8', '100'], mode: 'exact' as const },
    { key: 'beta', name: 'beta', members: ['1', '101'], mode: 'exact' as const },
    { key: 'gamma', name: 'gamma', members: ['1', '102'], mode: 'exact' as const },
  ]
  const plan = (): Promise<Plan> => company.plan(wanted, { policy: POLICY, groups: second })
  return { plan, place }
}

/** Kills a run at an append, resumes it, and looks whether all is as if it had run through. */
async function killedAndResumed(
  options: Parameters<typeof openCompany>[0],
  append: number,
  when: 'before' | 'after',
): Promise<'killed' | 'done'> {
  const company = await openCompany({ people: 12, ...options })
  const { plan: planAgain, place } = await planOfAll(company)
  const plan = await planAgain()
  const { death, journal, scim } = mortal(company, append, when)
  const run = company.apply(plan, { policy: POLICY, journal, client: scim }).then(() => 'done' as const)
  const end = await Promise.race([death, run])
  if (end === 'done') return end
  place.clock.advance(61_000)
  const before = place.sent.length
  const report = await company.apply(plan, { policy: POLICY })
  expect(['equal', 'lagging']).toContain(report.outcome)
  expect([report.failures, report.held]).toEqual([[], []])
  const { users } = place.emulator.state
  for (const name of ['p100', 'p101', 'p102'])
    expect(users.filter(({ primaryEmail }) => primaryEmail === `${name}@acme.test`)).toHaveLength(1)
  expect(users).toHaveLength(new Set(users.map(({ primaryEmail }) => primaryEmail)).size)
  const repeated = place.sent.slice(before).filter(({ method }) => method === 'POST')
  const inDoubt = 1 + (plan.steps.length - append / 2)
  expect(repeated.length).toBeLessThanOrEqual(Math.max(4, inDoubt))
  const next = await planAgain()
  // Where lists leave out deactivated accounts, their links are held.
  const held = next.held.filter(({ code }) => code !== 'vanished')
  expect([next.steps.map(({ id }) => id), held]).toEqual([[], []])
  return end
}

describe('a process that is killed', { timeout: 600_000 }, () => {
  it.each(VERSIONS)('before or after any append is followed by one that finishes, on %s', async (version) => {
    let killed = 0
    for (const when of ['before', 'after'] as const) {
      for (let append = 1; append <= 200; append++) {
        if ((await killedAndResumed({ version }, append, when)) === 'done') break
        killed++
      }
    }
    expect(killed).toBeGreaterThan(40)
  })

  it('is followed by one that finishes in every plausible Slack', async () => {
    const failures: string[] = []
    let append = 0
    for (const world of wantedWorlds()) {
      for (const version of VERSIONS) {
        append = (append % 38) + 1
        const when = append % 2 ? 'before' : 'after'
        try {
          await killedAndResumed({ version, world }, append, when)
        } catch (error) {
          failures.push(`${version}, ${world.name}, ${when} ${append}: ${(error as Error).message}`)
        }
      }
    }
    expect(failures).toEqual([])
  })
})
