import type { ComparisonOperator, Filter } from './filter.ts'

/** What filters a service is known to take. */
export interface FilterSupport {
  /** The keywords that combine filters. */
  readonly keywords: readonly ('and' | 'or' | 'not')[]
  /** Whether it takes value paths, such as `emails[type eq "work"]`. */
  readonly valuePaths: boolean
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
  valuePaths: false,
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
  valuePaths: false,
  attributes: {
    username: ['eq'],
    emails: ['eq'],
    'emails.value': ['eq'],
    displayname: ['eq'],
  },
}

/**
 * Lists what a service is not known to take of a filter, for people to read.
 *
 * @param filter - a filter that `formatFilter` accepts
 * @param support - what the service is known to take
 * @returns the parts, each once, such as `operator ne` or `attribute active`; empty when all of it is known
 */
export function unsupportedParts(filter: Filter, support: FilterSupport): string[] {
  const known = new Set(Object.values(support.attributes).flat())
  const parts = new Set<string>()
  const visit = (part: Filter): void => {
    switch (part.op) {
      case 'and':
      case 'or':
        if (!support.keywords.includes(part.op)) parts.add(`keyword ${part.op}`)
        part.args.forEach(visit)
        return
      case 'not':
        if (!support.keywords.includes('not')) parts.add('keyword not')
        visit(part.arg)
        return
      case '[]':
        if (!support.valuePaths) parts.add(`value path ${part.attr}[…]`)
        else visit(part.filter)
        return
    }
    const name = part.attr.toLowerCase()
    const operators = Object.hasOwn(support.attributes, name) ? support.attributes[name] : undefined
    if (!known.has(part.op)) parts.add(`operator ${part.op}`)
    else if (operators && !operators.includes(part.op)) parts.add(`operator ${part.op} on ${part.attr}`)
    if (!operators) parts.add(`attribute ${part.attr}`)
  }
  visit(filter)
  return [...parts]
}
