import { ASSUMPTIONS, type AssumptionName, type Assumptions } from './assumptions.ts'

/** One plausible behaviour of Slack. */
export interface SlackWorld {
  /** The switches that differ from the default world, such as `put-without-active=keeps`. */
  readonly name: string
  /** The switches to pass to `createEmulator`. */
  readonly assumptions: Partial<Assumptions>
}

/** Options that contradict what was observed of Slack; they are switches, but no world has them. */
const CONTRADICTED: { readonly [Name in AssumptionName]?: readonly Assumptions[Name][] } = {
  // A recorded answer has no CORS headers; the option is for demonstrations in a browser.
  cors: ['open'],
  // Slack's own Java SDK filters on 2.0 in its tests.
  'filter-on-2.0': ['refused', 'ignored'],
  // authentik's Slack mode sends application/scim+json on every request.
  'media-type': ['json-only'],
  // Slack's own Java SDK sends an empty manager in its tests, if the account has the full form.
  'put-with-empty-manager': ['refused'],
  // Slack's reference changes startDate by PATCH of 2.0, in a form that is a slip.
  'profile-operations-on-2.0': ['refused'],
}

/** Switches that matter in combination: one hides what the other would show. */
const PAIRS: readonly Partial<Assumptions>[] = [
  { 'email-filter': 'misses-some', 'conflict-context': 'absent' },
  { 'email-filter': 'misses-others', 'conflict-status': '400' },
  { 'deactivated-in-lists': 'excluded', 'deactivated-in-filters': 'excluded' },
  { 'deactivation-memberships': 'kept', 'deactivation-visibility': 'five-seconds-late' },
  { 'filter-equality': 'neighbour-first', 'row-order': 'newest-first' },
]

/**
 * Returns the plausible worlds, so that a test can hold in all of them: the default world, a lenient world
 * that forgives most mistakes, one world for each switch turned alone, and a few pairs.
 *
 * @example
 * ```ts
 * import { createEmulator, slackWorlds } from 'slack-scim/mocks'
 *
 * for (const { name, assumptions } of slackWorlds()) {
 *   const emulator = createEmulator({ assumptions })
 *   console.log(name, emulator.token)
 * }
 * ```
 */
export function slackWorlds(): SlackWorld[] {
  const single = Object.entries(ASSUMPTIONS).flatMap(([name, { options }]) => {
    const contradicted: readonly string[] = CONTRADICTED[name as AssumptionName] ?? []
    return options
      .slice(1)
      .filter((option) => !contradicted.includes(option))
      .map((option) => world({ [name]: option }))
  })
  return [
    { name: 'default', assumptions: {} },
    { name: 'lenient', assumptions: LENIENT },
    ...single,
    ...PAIRS.map(world),
  ]
}

/** The world that forgives most mistakes of a careless caller. */
const LENIENT: Partial<Assumptions> = {
  'put-without-active': 'keeps',
  'put-without-guest-extension': 'keeps',
  'two-names': 'userName-wins',
  'active-as-string': 'applied',
  'long-username': 'shortened',
  'special-characters-in-display-names': 'kept',
  'patched-primary-email': 'demotes',
  'patched-email-without-primary': 'becomes-secondary',
  'removed-photos': 'removed',
  'deactivation-memberships': 'restored-on-reactivation',
  'deactivation-rank': 'kept',
  'deactivation-visibility': 'at-once',
  'bot-updates': 'accepted',
  'unknown-attributes': 'ignored',
  'unsupported-updates': 'ignored',
  'malformed-user-id': 'no_such_user',
  'user-form': 'always-full',
  'unfiltered-member-removal': 'removes-listed',
  'members-in-meta-attributes': 'ignored',
  'group-without-members': 'accepted',
  'group-with-blank-name': 'accepted',
  'group-name-in-use': 'accepted',
  'username-of-a-group': 'accepted',
  'guest-members': 'accepted',
  'group-put-visibility': 'at-once',
  'username-filter-with-email': 'finds-by-email',
  'undocumented-filter-attributes': 'work',
  'undocumented-filter-operators': 'work',
  'row-order': 'oldest-first',
  'start-index-below-one': 'answered-as-1',
  'count-below-one': 'default-page',
  'patch-without-schemas': 'accepted',
  'unlisted-extension': 'applied',
  'partial-body-on-2.0': 'accepted',
  'element-filters-on-2.0': 'work',
  'undocumented-operations-on-2.0': 'work',
  'pathless-user-operations': 'accepted',
  'failed-patch': 'changes-nothing',
  'media-type': 'any',
  'config-without-authorization': 'public',
  'schemas-with-bad-token': 'public',
  'schema-by-urn': 'found',
  'escaped-slashes': 'plain',
  'refusal-status': '400',
  'locked-user': 'resource_locked',
}

function world(assumptions: Partial<Assumptions>): SlackWorld {
  const name = Object.entries(assumptions)
    .map(([key, value]) => `${key}=${value}`)
    .join(' ')
  return { name, assumptions }
}
