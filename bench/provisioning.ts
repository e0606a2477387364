import { createEmulator, seedDirectory } from '../mocks/index.ts'
import { SCIMClient } from '../src/index.ts'
import { planProvisioning, readSnapshot } from '../src/provisioning/index.ts'
import { bareComparison, bigCompany } from './company.ts'
import { measure } from './measure.ts'
import { goal, measuredTable, table } from './table.ts'

const PEOPLE = 100_000
const GROUPS = 2000

/** A plan of a big company beside the bare comparison of its people and members, and plans that double. */
export async function provisioning(): Promise<string> {
  const empty = heap()
  const input = bigCompany(PEOPLE, GROUPS)
  const held = heap() - empty
  const plan = planProvisioning(input)
  const { peak, floor } = peakOf(() => planProvisioning(input))
  const timed = await measure(
    [
      { name: 'compare', run: () => bareComparison(input) },
      { name: 'planProvisioning', run: () => planProvisioning(input) },
    ],
    { batch: 1, rounds: 3, time: 1000 },
  )
  const sizes = [12_500, 25_000, 50_000, 100_000]
  const growing = await measure(
    sizes.map((people) => {
      const company = bigCompany(people, people / 50)
      return { name: `${people} people`, run: () => planProvisioning(company) }
    }),
    { batch: 1, rounds: 3, time: 300 },
  )
  const largest = growing.at(-1)?.ratio ?? 99
  return [
    `Provisioning: ${PEOPLE} people, ${GROUPS} groups of 250, 1 % changed: ${plan.steps.length} steps, ${bareComparison(input)} differences`,
    measuredTable('plan', timed),
    goal('at most twice the bare comparison', (timed[1]?.ratio ?? 9) <= 2),
    measuredTable('plan of more people and groups', growing),
    goal('no quadratic step: 8 times as many take at most 16 times as long', largest <= 16),
    table([
      ['memory', 'MB'],
      ['desired, snapshot and links', megabytes(held)],
      ['more at the peak of a plan', megabytes(peak - floor)],
      ['the plan as JSON', megabytes(JSON.stringify(plan).length)],
    ]),
    await requests(20_001),
  ].join('\n\n')
}

/** The requests that a snapshot takes, beside the fewest there can be. */
async function requests(people: number): Promise<string> {
  const emulator = createEmulator({ seed: seedDirectory({ users: people, groups: 40 }) })
  const sent = { Users: 0, Groups: 0 }
  const scim = new SCIMClient(emulator.token, {
    transport: (url, init) => {
      sent[new URL(url).pathname.includes('/Users') ? 'Users' : 'Groups']++
      return emulator.transport(url, init)
    },
  })
  const { users } = await readSnapshot(scim)
  const fewest = Math.ceil(users.size / 1000)
  return goal(
    `${fewest} GETs for ${users.size} accounts (${sent.Users}), and ${sent.Groups} for 40 groups`,
    sent.Users === fewest,
  )
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1).padStart(6)
}

function heap(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

/** The heap before and after; what has not been collected meanwhile is counted, so it is at most too much. */
function peakOf(run: () => unknown): { readonly floor: number; readonly peak: number } {
  const floor = heap()
  run()
  return { floor, peak: process.memoryUsage().heapUsed }
}
