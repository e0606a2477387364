import {
  type Account,
  type Desired,
  matchPeople,
  type Plan,
  personName,
  type Snapshot,
  type Step,
} from '../../src/provisioning/index.ts'
import { CommandError } from '../command-error.ts'
import { interruptible } from '../terminal/interrupt.ts'
import { createOutput } from '../terminal/output.ts'
import { fields } from '../terminal/rows.ts'
import { makePlan } from './make-plan.ts'
import { finder } from './named-accounts.ts'
import { readPlannedSources } from './read-sources.ts'
import { type PlanningOptions, planningOf, withSession } from './session.ts'

/** Shows what a plan does for one person, and why. */
export async function explain(who: string, options: PlanningOptions): Promise<void> {
  const output = createOutput(options)
  await withSession(options, true, (session) =>
    interruptible(output, async (signal) => {
      const now = new Date()
      const desired = await readPlannedSources(session, { now, output, signal })
      const planning = await planningOf(session, options, now)
      const { plan, snapshot } = await makePlan({ ...planning, desired, output, signal })
      const matches = matchPeople({ desired, snapshot, links: planning.state.links, policy: session.policy })
      const { key, account } = findPerson(who, { desired, snapshot, owners: matches.owners })
      const person = key === undefined ? undefined : desired.users.get(key)
      const found = key === undefined ? undefined : matches.people.get(key)
      const id = found?.id ?? account?.id
      const steps = plan.steps.filter((step) => concerns(step, key, id))
      const held = plan.held.filter(
        (one) => (key !== undefined && one.key === key) || (id !== undefined && one.target === id),
      )
      const situation = found?.situation ?? (matches.unmanaged.has(id ?? '') ? 'unmanaged' : 'absent')
      await output.event({
        type: 'explain',
        key,
        id,
        situation,
        by: found?.by,
        row: person,
        account,
        steps,
        held,
      })
      await output.result(
        fields([
          [
            'row',
            person
              ? `${person.origin ?? person.source} (key ${person.key})`
              : 'none: no source has this account',
          ],
          ['account', describeAccount(id, snapshot)],
          [
            'situation',
            `${situation}${found && found.by.length > 0 ? `, by ${found.by.join(' and ')}` : ''}`,
          ],
          ...differences(person?.attributes, id === undefined ? undefined : snapshot.users.get(id)),
          ...steps.map((step) => ['step', describeStep(step, plan)] as const),
          ...held.map(
            ({ code, why, fix }) =>
              ['held', `${code}: ${why}${fix === undefined ? '' : `. Fix: ${fix}`}`] as const,
          ),
          ...(steps.length + held.length === 0 ? ([['step', 'none: nothing is to be done']] as const) : []),
        ]),
      )
    }),
  )
}

/** Where a person is looked for. */
interface Places {
  readonly desired: Desired
  readonly snapshot: Snapshot
  /** Keys by Slack id. */
  readonly owners: ReadonlyMap<string, string>
}

function findPerson(
  who: string,
  { desired, snapshot, owners }: Places,
): { readonly key?: string | undefined; readonly account?: Account | undefined } {
  if (desired.users.has(who)) return { key: who }
  const find = finder(snapshot)
  const account = find.id(who) ?? find.email(who) ?? find.userName(who)
  if (account) return { key: owners.get(account.id), account }
  const wanted = who.toLowerCase().replace(/^@/, '')
  for (const { key, attributes } of desired.users.values())
    if (attributes.email === wanted || attributes.userName === wanted) return { key }
  throw new CommandError(`explain ${who}: no source and no account has this key, address, userName or id`)
}

function concerns(step: Step, key: string | undefined, id: string | undefined): boolean {
  if (key !== undefined && step.key === key && !step.kind.endsWith('Group')) return true
  if ('target' in step && step.target === id) return true
  if (!('members' in step)) return false
  return step.members.some((member) => (typeof member === 'string' ? member === id : member.key === key))
}

function describeAccount(id: string | undefined, { users }: Snapshot): string {
  const account = users.get(id ?? '')
  if (!account) return 'none'
  const { kind, active, attributes } = account
  return `${account.id} ${personName(attributes, account.id)}, ${active ? 'active' : 'inactive'} ${kind}`
}

function differences(
  wanted: Account['attributes'] = {},
  account: Account | undefined,
): readonly (readonly [string, string])[] {
  const has: Readonly<Record<string, string | null | undefined>> = account?.attributes ?? {}
  return Object.entries(wanted).map(([name, value]) => {
    const now = has[name] ?? '(nothing)'
    return [name, now === value ? `${value}` : `${now} → ${value ?? '(nothing)'}`]
  })
}

function describeStep({ kind, who, id }: Step, { steps }: Plan): string {
  const place = steps.findIndex((step) => step.id === id) + 1
  return `${kind} ${who} (${place} of ${steps.length})`
}
