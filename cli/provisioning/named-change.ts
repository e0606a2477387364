import {
  type Account,
  type Attribute,
  type Attributes,
  type Links,
  type Owns,
  SCIMGuardError,
  type Snapshot,
} from '../../src/provisioning/index.ts'
import { CommandError } from '../command-error.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import { interruptible } from '../terminal/interrupt.ts'
import { createOutput } from '../terminal/output.ts'
import { announce, isNothing } from './apply.ts'
import { type ApprovalOptions, approve } from './approve.ts'
import { finder } from './named-accounts.ts'
import { planWanted } from './plan-wanted.ts'
import { type RunOptions, runPlan } from './run-plan.ts'
import { withSession } from './session.ts'
import { keysOf, type WantedChange, wantAccounts } from './want-accounts.ts'

/** Options of the commands that make one change. */
export interface ChangeOptions extends RunOptions, Pick<ApprovalOptions, 'yes'> {
  readonly set?: Attributes
  readonly guest?: boolean
}

/** What a change is chosen from. */
export interface Given {
  readonly snapshot: Snapshot
  readonly links: Links
}

/**
 * Plans the change that a command names, has it approved, and applies it.
 *
 * @throws {CommandError} with the reason, where the plan does nothing because the account is protected or not certain
 */
export async function makeChange(
  options: ChangeOptions,
  choose: (given: Given) => WantedChange,
): Promise<void> {
  const output = createOutput(options)
  await withSession(options, false, (session) =>
    interruptible(output, async (signal) => {
      const now = new Date()
      const planner = { session, options, output, now, signal }
      let bystanders: ReadonlySet<string> = new Set()
      const { plan, digest, violations } = await planWanted(planner, (snapshot, links) => {
        const wanted = choose({ snapshot, links })
        bystanders = wanted.bystanders ?? bystanders
        return wantAccounts(wanted, { links, now })
      })
      if (violations.length > 0) throw new SCIMGuardError(violations)
      const held = plan.held.find(({ target }) => target === undefined || !bystanders.has(target))
      if (held) {
        const fix = held.fix === undefined ? '' : `: ${held.fix}`
        throw new CommandError(`${held.who}: ${held.why}${fix}. Nothing was sent`, EXIT_CODES.refused)
      }
      if (await isNothing(plan, output)) return
      await announce(plan, digest, output)
      await approve(plan, options, true)
      await runPlan(plan, { session, options, output, signal })
    }),
  )
}

/** Creates an account. */
export function createUser(options: ChangeOptions): Promise<void> {
  const { set = {}, guest = false } = options
  return makeChange(options, (given) => {
    const { email, userName } = set
    const find = finder(given.snapshot)
    const holder = (email && find.email(email)) || (userName && find.userName(userName))
    if (holder) throw new CommandError(`users create: the account ${holder.id} has this email or userName`)
    const { attributes, others } = withManager(set, given)
    return { others, people: [{ key: email ?? 'new', attributes, guest }], owns: ownsOf(set) }
  })
}

/** Changes attributes of an account. */
export function updateUser(who: string, options: ChangeOptions): Promise<void> {
  const { set = {} } = options
  return makeChange(options, (given) => {
    const account = accountNamed(who, given.snapshot)
    if (!account.active)
      throw new CommandError(`users update: ${who} is deactivated: run slack-scim users reactivate first`)
    const { attributes, others } = withManager(set, given)
    return {
      named: [{ account }],
      change: { attributes },
      others: others.filter(({ id }) => id !== account.id),
      owns: ownsOf(set),
    }
  })
}

/** Switches an account on or off. */
export function switchUser(who: string, active: boolean, options: ChangeOptions): Promise<void> {
  return makeChange(options, ({ snapshot }) => ({
    named: [{ account: accountNamed(who, snapshot) }],
    change: { active },
  }))
}

/** The account that an id, an email or a userName names. */
export function accountNamed(who: string, snapshot: Snapshot): Account {
  const find = finder(snapshot)
  const account = find.id(who) ?? find.email(who) ?? find.userName(who)
  if (account) return account
  throw new CommandError(`no account has the id, address or userName '${who}'`)
}

/** Attributes whose manager is a key, as sources name them, and the account of that key. */
function withManager(
  set: Attributes,
  { snapshot, links }: Given,
): { readonly attributes: Attributes; readonly others: readonly Account[] } {
  if (!set.manager) return { attributes: set, others: [] }
  const manager = accountNamed(set.manager, snapshot)
  return { attributes: { ...set, manager: keysOf(links)(manager.id) }, others: [manager] }
}

function ownsOf(set: Attributes): Owns {
  return Object.fromEntries(Object.keys(set).map((name) => [name as Attribute, 'always' as const]))
}
