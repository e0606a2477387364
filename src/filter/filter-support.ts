import type { ComparisonOperator } from './filter.ts'

/** What filters a service is known to take. */
export interface FilterSupport {
  /** The keywords that combine filters. */
  readonly keywords: readonly ('and' | 'or' | 'not')[]
  /** The operators of each attribute, whose name is in lower case. */
  readonly attributes: Readonly<Record<string, readonly (ComparisonOperator | 'pr')[]>>
}

const DOCUMENTED = ['eq', 'co', 'sw', 'pr', 'gt', 'ge', 'lt', 'le'] as const

/**
 * SCIM 1.1 on Slack: as documented for users, and `displayName eq` as seen to work for groups.
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
    displayname: ['eq'],
  },
}

/**
 * SCIM 2.0 on Slack: its documentation calls filters "not applicable"; this is what Slack's own tests
 * (https://github.com/slackapi/java-slack-sdk, `scim2/ApiTest`) and connectors send and find to work.
 */
export const SUPPORT_2_0: FilterSupport = {
  keywords: [],
  attributes: {
    username: ['eq'],
    emails: ['eq'],
    'emails.value': ['eq'],
    displayname: ['eq'],
  },
}
