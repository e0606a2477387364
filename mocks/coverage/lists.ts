import type { Covered } from './covered.ts'

/** Coverage of lists and filters. */
export const LIST_COVERAGE: readonly Covered[] = [
  {
    operation: 'searchUsers',
    behaviour: 'envelopes',
    source: 'recorded bodies; https://docs.slack.dev/reference/scim-api',
    test: 'has the key order of its dialect',
  },
  {
    operation: 'searchUsers',
    behaviour: '10 rows by default and 1000 at most',
    source: 'https://api.slack.com/changelog/2019-06-have-scim-will-paginate',
    test: 'returns 10 rows unasked and at most 1000',
  },
  {
    operation: 'searchUsers',
    behaviour: 'itemsPerPage is what is on the page',
    source: 'recorded bodies',
    test: 'counts what is on the page, not what was asked for',
  },
  {
    operation: 'searchUsers',
    behaviour: 'filter grammar of 1.1',
    source: 'https://docs.slack.dev/reference/scim-api',
    test: 'know co, sw, pr, gt, ge, lt, le, and, or and parentheses',
  },
  {
    operation: 'searchUsers',
    behaviour: 'guests by filter',
    source: 'https://docs.slack.dev/reference/scim-api; a recorded request',
    test: 'tell guests of several channels from guests of one, in every way of writing true',
  },
  {
    operation: 'searchUsers',
    behaviour: 'no_filters before count',
    source: "tests of Slack's Python SDK",
    test: 'say no_filters for a text that holds none, before the count is looked at',
  },
  {
    operation: 'searchUsers',
    behaviour: 'exactly one space',
    source: 'https://docs.slack.dev/reference/scim-api',
    test: 'say incomplete_filter for more than one space or a missing value',
  },
  {
    operation: 'searchUsers',
    behaviour: 'filters of 2.0 work',
    source: "tests of Slack's Java SDK; Hack Club's service",
    test: 'work on userName, emails, emails.value and the displayName of groups',
  },
  {
    operation: 'searchUsers',
    behaviour: 'no other operator on 2.0 than eq',
    source: "tests of Slack's Java SDK; Hack Club's service; connectors",
    test: 'are one comparison by eq, and more than that only where it is assumed to work',
  },
  {
    operation: 'searchUsers',
    behaviour: 'filters that miss or mislead',
    source: "Hack Club's service; a public deprovisioning script",
    test: 'return neighbours for eq, before the exact hit',
  },
  {
    operation: 'searchUsers',
    behaviour: 'deactivated people are listed',
    source: 'connectors',
    test: 'are in lists and filters, unless that is assumed away',
  },
  {
    operation: 'searchGroups',
    behaviour: 'members cannot be left out',
    source: 'https://docs.slack.dev/reference/scim-api',
    test: 'returns members whatever attributes says, unless that is assumed to be refused',
  },
]
