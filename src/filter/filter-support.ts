import type { ComparisonOperator } from './filter.ts'

type Operator = ComparisonOperator | 'pr'

/** What filters a service is known to take. */
export interface FilterSupport {
  /** The keywords that combine filters. */
  readonly keywords: readonly ('and' | 'or' | 'not')[]
  /** The operators of each attribute, whose name is in lower case. */
  readonly attributes: Readonly<Record<string, readonly Operator[]>>
}

/** The operators that Slack's reference names. */
const DOCUMENTED: readonly Operator[] = ['eq', 'co', 'sw', 'pr', 'gt', 'ge', 'lt', 'le']
/** The operator that Slack's own tests and connectors send. */
const SEEN: readonly Operator[] = ['eq']

/**
 * SCIM 1.1 on Slack: as documented for users, and `displayName eq` as seen to work for groups. `email`, `restricted` and
 * `ultra_restricted` are names of filters, not of attributes.
 *
 * @see https://docs.slack.dev/reference/scim-api
 */
export const SUPPORT_1_1: FilterSupport = {
  keywords: ['and', 'or'],
  attributes: {
    username: DOCUMENTED,
    email: DOCUMENTED,
    restricted: DOCUMENTED,
    ultra_restricted: DOCUMENTED,
    displayname: SEEN,
  },
}

/**
 * SCIM 2.0 on Slack: its documentation calls filters "not applicable"; this is what Slack's own tests
 * (https://github.com/slackapi/java-slack-sdk, `scim2/ApiTest`) and connectors send and find to work.
 */
export const SUPPORT_2_0: FilterSupport = {
  keywords: [],
  attributes: { username: SEEN, emails: SEEN, 'emails.value': SEEN, displayname: SEEN },
}
