import { SCIMAbortError } from '../../errors/abort-error.ts'
import { SCIMConfigurationError } from '../../errors/configuration-error.ts'
import { createEmitter } from '../../events/emitter.ts'
import { checkOptions, FUNCTION, hasMethod, oneOf, withMethod } from '../../options/check-options.ts'
import { ATTRIBUTE_NAMES } from '../attributes/attribute.ts'
import { groupIssues } from './check-groups.ts'
import { duplicateIssues, managerIssues } from './check-people.ts'
import type { Desired, DesiredGroup, SourceFacts } from './desired.ts'
import type { DesiredEvent } from './events.ts'
import { type GroupRule, groupOf } from './group-rule.ts'
import { type Collection, readSource } from './read-source.ts'
import type { DirectorySource } from './source.ts'
import { byPlace, issueAt, SCIMSourceError } from './source-error.ts'

/** Options of {@link readDesired}. */
export interface ReadDesiredOptions {
  /** The time by which sources decide who is active; default: now. */
  readonly now?: Date | undefined
  /** Ends the read; default none. */
  readonly signal?: AbortSignal | undefined
  /** Groups by filter over the people of all sources; default none. */
  readonly groups?: readonly GroupRule[] | undefined
  /**
   * What becomes of a source that fails: `refuse` throws, `allow` keeps what it yielded and marks it incomplete, so
   * no account is absent. Default `refuse`.
   */
  readonly incomplete?: 'refuse' | 'allow' | undefined
  /** Called as the read goes on; its errors are ignored. Default none. */
  readonly onEvent?: ((event: DesiredEvent) => void) | undefined
}

/** The most members of a group that Slack advises to send. */
const ADVISED_MEMBERS = 5000

/**
 * Reads what Slack is to be, from all sources. Values become canonical, and everything is checked: keys, addresses and
 * names that two people have, values that Slack refuses, managers and members that do not exist.
 *
 * @param sources - with a name each
 * @param options - `now`, `groups`, `incomplete`, `signal` and `onEvent`
 * @throws {@link SCIMSourceError} with every problem, each with its file and line
 * @throws {@link SCIMConfigurationError} for a source or an option that is none
 * @throws {@link SCIMAbortError} as soon as the signal aborts and the source yields
 *
 * @example
 * ```ts
 * import { arraySource, readDesired } from 'slack-scim/provisioning'
 *
 * const people = [{ key: '0042', attributes: { userName: 'ada', email: 'ada@example.com' } }]
 * const source = arraySource({ name: 'hr', owns: { userName: 'onCreate', email: 'always' }, people })
 * const desired = await readDesired([source])
 * console.log(desired.users.size)
 * ```
 */
export async function readDesired(
  sources: readonly DirectorySource[],
  options: ReadDesiredOptions = {},
): Promise<Desired> {
  checkSources(sources, options)
  const { now = new Date(), signal, groups: rules = [], incomplete = 'refuse', onEvent } = options
  const emit = createEmitter<DesiredEvent>([onEvent])
  const into: Collection = { users: new Map(), groups: new Map(), issues: [] }
  const facts: SourceFacts[] = []
  let cause: unknown
  for (const source of sources) {
    const { name, scope, owns, takenAt = now.toISOString() } = source
    const { rows, failure } = await readSource(source, into, { now, signal, emit }).catch(rethrow)
    if (failure && incomplete === 'refuse') {
      into.issues.push(...failure.issues)
      cause ??= failure.cause
    }
    facts.push({ name, rows, complete: !failure, takenAt, scope, owns })
  }
  addRules(rules, into)
  const { users, groups, issues } = into
  const isComplete = facts.every(({ complete }) => complete)
  issues.push(...duplicateIssues(users.values()), ...managerIssues(users, isComplete))
  issues.push(...groupIssues(groups.values(), isComplete ? users : undefined))
  if (issues.length > 0) throw new SCIMSourceError(issues.sort(byPlace), cause)
  for (const { key, members } of groups.values()) {
    if (members.length > ADVISED_MEMBERS)
      emit({ type: 'group.large', group: key, members: members.length, advised: ADVISED_MEMBERS })
  }
  return { sources: facts, users, groups }
}

function rethrow(reason: unknown): never {
  throw new SCIMAbortError('readDesired: aborted by its signal', { applied: 'no', attempts: 0 }, reason)
}

function addRules(rules: readonly GroupRule[], { users, groups, issues }: Collection): void {
  for (const rule of rules) {
    const group: DesiredGroup | ReturnType<typeof issueAt> = groupOf(rule, users)
    const first = groups.get(rule.key)
    if ('message' in group) issues.push(group)
    else if (first)
      issues.push(issueAt(rule.origin ?? 'groups', `key ${rule.key}: is also that of another group`))
    else groups.set(rule.key, group)
  }
}

const OWNERSHIP = /* @__PURE__ */ (() => oneOf('always', 'onCreate', 'whenEmpty'))()

function checkSources(sources: readonly DirectorySource[], options: ReadDesiredOptions): void {
  const owner = 'readDesired'
  checkOptions({ owner }, options, {
    now: [(value) => value instanceof Date && !Number.isNaN(value.getTime()), 'a valid Date'],
    signal: withMethod('throwIfAborted'),
    groups: [Array.isArray, 'a list of rules'],
    incomplete: oneOf('refuse', 'allow'),
    onEvent: FUNCTION,
  })
  const names = new Set<string>()
  for (const source of sources) {
    const { name, owns } = source
    if (typeof name !== 'string' || !name)
      throw new SCIMConfigurationError(`${owner}: source.name: must be a text`)
    if (names.has(name)) throw new SCIMConfigurationError(`${owner}: ${name}: two sources have this name`)
    names.add(name)
    if (!hasMethod(source, 'read'))
      throw new SCIMConfigurationError(`${owner}: ${name}: read: must be a function`)
    const rules = Object.fromEntries(ATTRIBUTE_NAMES.map((attribute) => [attribute, OWNERSHIP]))
    checkOptions({ owner: `${owner}: ${name}`, prefix: 'owns.' }, owns, rules)
  }
}
