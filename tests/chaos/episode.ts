import type { CallOptions } from '../../src/index.ts'
import type { Act } from './act.ts'
import { createGroup, GROUP_ACTS } from './group-acts.ts'
import { appliedOf, type Ending, judge } from './judge.ts'
import { walk } from './list-acts.ts'
import { ABSENT_USER_ACTS } from './newcomer-acts.ts'
import { openPlace, type Place, type PlaceOptions, pick } from './place.ts'
import type { Report } from './report.ts'
import { newTrace, type Trace, traced } from './trace.ts'
import { TwoEndings } from './two-endings.ts'
import { ACTIVE_USER_ACTS, INACTIVE_USER_ACTS } from './user-acts.ts'

/** People who do things at the same time, each with accounts and groups of their own. */
const WORKERS = 4

/** Milliseconds after which reads show what was written. */
const LONGEST_LAG = 10_000

/** The accounts and groups of one worker, by id. */
interface Belongings {
  readonly users: Set<string>
  readonly groups: Set<string>
}

/** Does so many acts in one place, and holds each against what the emulator did. */
export async function episode(options: PlaceOptions, acts: number, report: Report): Promise<void> {
  const place = openPlace(options)
  let left = acts
  const work = async (): Promise<void> => {
    const own: Belongings = { users: new Set(), groups: new Set() }
    while (left-- > 0) await step(place, own, report)
  }
  await Promise.all(Array.from({ length: WORKERS }, work))
  const { users, groups } = place.emulator.state
  const doubled = (values: readonly string[]): boolean => new Set(values).size < values.length
  if (doubled(users.map(({ primaryEmail }) => primaryEmail))) {
    report.fail(place, 'all of it', ['two accounts have one address'])
  }
  if (doubled(groups.map(({ displayName }) => displayName))) {
    report.fail(place, 'all of it', ['two groups have one name'])
  }
}

async function step(place: Place, own: Belongings, report: Report): Promise<void> {
  const act = choose(place, own)
  const hurry = hurryOf(place)
  const before = JSON.stringify(act.state())
  const trace = newTrace()
  const ending = await traced(trace, () => endingOf(act, hurry.options))
  hurry.end()
  // What the client has given up may still take effect; only then it is known what became of it.
  await Promise.all(trace.underWay)
  const { error } = ending
  const endings: Ending[] =
    error instanceof TwoEndings ? error.errors.map((one) => ({ error: one })) : [ending]
  for (const one of endings) {
    const problems = judge(act, one, trace, before, hurry.on, error instanceof TwoEndings)
    if (problems.length > 0) report.fail(place, act.name, [...problems, account(one, trace)])
  }
  if (act.lags) await new Promise<void>((resolve) => place.clock.setTimeout(resolve, LONGEST_LAG))
  report.count(act.name, endings.map(nameOf), trace)
  adopt(place, own, act)
}

function choose(place: Place, own: Belongings): Act {
  const { random, emulator } = place
  const dice = random()
  if (dice < 0.04) return walk(place)
  if (dice < 0.4) {
    const group = own.groups.size > 0 ? emulator.state.group(pick(random, [...own.groups])) : undefined
    return group && random() > 0.1 ? pick(random, GROUP_ACTS)(place, group) : createGroup(place)
  }
  const user = own.users.size > 0 ? emulator.state.user(pick(random, [...own.users])) : undefined
  if (!user || random() < 0.25) return pick(random, ABSENT_USER_ACTS)(place)
  return pick(random, user.active ? ACTIVE_USER_ACTS : INACTIVE_USER_ACTS)(place, user)
}

/** What an act has made belongs to whoever did it, and so does what it has not got rid of. */
function adopt({ emulator }: Place, own: Belongings, { makes }: Act): void {
  if (makes?.user !== undefined) {
    const user = emulator.state.user(makes.user)
    if (user) own.users.add(user.id)
  }
  if (makes?.group !== undefined) {
    const group = emulator.state.group(makes.group)
    if (group) own.groups.add(group.id)
  }
  for (const id of own.groups) if (!emulator.state.group(id)) own.groups.delete(id)
}

/** Some are in a hurry: they have a deadline, or change their mind on the way. */
function hurryOf({ random, clock }: Place): {
  readonly on: boolean
  readonly options: CallOptions
  end(): void
} {
  const dice = random()
  const ms = 200 + random() * 40_000
  if (dice < 0.04) return { on: true, options: { deadline: ms }, end: () => {} }
  if (dice > 0.08) return { on: false, options: {}, end: () => {} }
  const controller = new AbortController()
  const timer = clock.setTimeout(() => controller.abort(new Error('changed my mind')), ms / 4)
  return { on: true, options: { signal: controller.signal }, end: () => clock.clearTimeout(timer) }
}

async function endingOf(act: Act, options: CallOptions): Promise<Ending> {
  try {
    return { result: await act.run(options) }
  } catch (error) {
    return { error }
  }
}

function nameOf(ending: Ending): string {
  if (!('error' in ending)) return 'done'
  const { code } = ending.error as { readonly code?: unknown }
  return `${String(code)}:${appliedOf(ending.error) ?? '-'}`
}

/** What somebody needs to know who looks into a failure. */
function account(ending: Ending, { faults, effects, sent }: Trace): string {
  const said = 'error' in ending ? String(ending.error) : 'done'
  return `${said} [sent ${sent}; faults: ${faults.join(', ')}; effects: ${effects.join(', ')}]`
}
