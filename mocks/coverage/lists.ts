import type { Covered } from './covered.ts'

/** Coverage of lists and filters. */
export const LIST_COVERAGE: readonly Covered[] = [
  {
    operation: 'searchUsers',
    behaviour: 'envelopes',
    source: 'recorded bodies; https://docs.slack.dev/reference/scim-api',
    test: 'renders a list in the key order of its dialect',
  },
  {
    operation: 'searchUsers',
    behaviour: '10 rows by default and 1000 at most',
    source: 'https://api.slack.com/changelog/2019-06-have-scim-will-paginate',
    test: 'returns 10 rows by default and at most 1000',
  },
  {
    operation: 'searchUsers',
    behaviour: 'itemsPerPage is what is on the page',
    source: 'recorded bodies',
    test: 'returns the rows of the page as itemsPerPage, not count',
  },
  {
    operation: 'searchUsers',
    behaviour: 'filter grammar of 1.1',
    source: 'https://docs.slack.dev/reference/scim-api',
    test: 'filters by co, sw, pr, gt, ge, lt, le, and, or and parentheses',
  },
  {
    operation: 'searchUsers',
    behaviour: 'guests by filter',
    source: 'https://docs.slack.dev/reference/scim-api; a recorded request',
    test: 'filters multi-channel and single-channel guests by every spelling of true',
  },
  {
    operation: 'searchUsers',
    behaviour: 'no_filters before count',
    source: "tests of Slack's Python SDK",
    test: 'refuses a text without a filter as no_filters before it checks count',
  },
  {
    operation: 'searchUsers',
    behaviour: 'exactly one space',
    source: 'https://docs.slack.dev/reference/scim-api',
    test: 'refuses two spaces or a missing value as incomplete_filter',
  },
  {
    operation: 'searchUsers',
    behaviour: 'filters of 2.0 work',
    source: "tests of Slack's Java SDK; Hack Club's service",
    test: 'filters 2.0 by userName, emails, emails.value and the displayName of groups',
  },
  {
    operation: 'searchUsers',
    behaviour: 'no other operator on 2.0 than eq',
    source: "tests of Slack's Java SDK; Hack Club's service; connectors",
    test: 'accepts a single eq on 2.0, and more only where undocumented-filter-operators work',
  },
  {
    operation: 'searchUsers',
    behaviour: 'filters that miss or mislead',
    source: "Hack Club's service; a public deprovisioning script",
    test: 'returns similar values before the exact one where filter-equality says so',
  },
  {
    operation: 'searchUsers',
    behaviour: 'deactivated people are listed',
    source: 'connectors',
    test: 'returns deactivated accounts in lists and filters unless they are excluded',
  },
  {
    operation: 'searchGroups',
    behaviour: 'members cannot be left out',
    source: 'https://docs.slack.dev/reference/scim-api',
    test: 'returns members in spite of attributes, unless attribute-parameters are refused',
  },
  {
    operation: 'searchUsers',
    behaviour: 'any account can be missed by email',
    source: "Hack Club's service, which falls back to users.lookupByEmail",
    test: 'misses every account in at least one world, wherever it stands in the seed',
  },
  {
    operation: 'searchUsers',
    behaviour: 'bots are in lists, with addresses of their own form',
    source: "a recorded list in seratch's python-slack-scim",
    test: "gives bots addresses of Slack's form, each its own",
  },
]
