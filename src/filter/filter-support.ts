import { FILTERED } from '../schemas/attributes.ts'
import type { ComparisonOperator } from './filter.ts'

type Operator = ComparisonOperator | 'pr'

/** What filters a service is known to take. */
export interface FilterSupport {
  /** The keywords that combine filters. */
  readonly keywords: readonly ('and' | 'or' | 'not')[]
  /** The operators of each attribute, whose name is in lower case. */
  readonly attributes: Readonly<Record<string, readonly Operator[]>>
}

const DOCUMENTED: readonly Operator[] = ['eq', 'co', 'sw', 'pr', 'gt', 'ge', 'lt', 'le']

/**
 * SCIM 1.1 on Slack: as documented for users, and `displayName eq` as seen to work for groups.
 *
 * @see https://docs.slack.dev/reference/scim-api
 */
export const SUPPORT_1_1: FilterSupport = /* @__PURE__ */ (() => support('1.1', ['and', 'or']))()

/**
 * SCIM 2.0 on Slack: its documentation calls filters "not applicable"; this is what Slack's own tests
 * (https://github.com/slackapi/java-slack-sdk, `scim2/ApiTest`) and connectors send and find to work.
 */
export const SUPPORT_2_0: FilterSupport = /* @__PURE__ */ (() => support('2.0', []))()

function support(version: keyof typeof FILTERED, keywords: FilterSupport['keywords']): FilterSupport {
  const { documented, seen } = FILTERED[version]
  const entries = (names: readonly string[], operators: readonly Operator[]) =>
    names.map((name) => [name.toLowerCase(), operators] as const)
  return {
    keywords,
    attributes: Object.fromEntries([...entries(documented, DOCUMENTED), ...entries(seen, ['eq'])]),
  }
}
