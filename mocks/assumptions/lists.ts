/** Unverified behaviour of lists and filters. The first option of each switch is the default. */
export const LIST_ASSUMPTIONS = {
  'filter-on-2.0': {
    options: ['works', 'refused', 'ignored'],
    fact: "Slack's reference against the tests of its Java SDK",
    why: 'Filters are documented as not applicable to 2.0 and yet work there.',
  },
  'filter-equality': {
    options: ['exact', 'prefix', 'neighbour-first'],
    fact: 'A public deprovisioning script that checks every hit again',
    why: 'That `eq` also returns similar values has not been ruled out.',
  },
  'email-filter': {
    options: ['finds-everyone', 'misses-some', 'misses-others', 'misses-secondary'],
    fact: "Hack Club's service, which falls back to users.lookupByEmail",
    why: 'Lookups by email miss some people; which ones is unverified, so the two halves of all accounts are missed in a world each.',
  },
  'username-filter-with-email': {
    options: ['finds-nothing', 'finds-by-email'],
    fact: 'Public scripts that look people up with userName eq and an address',
    why: 'Whether Slack compares the emails then is unverified.',
  },
  'deactivated-in-lists': {
    options: ['included', 'excluded'],
    fact: 'Connectors that page over deactivated accounts',
    why: 'The reference does not say.',
  },
  'deactivated-in-filters': {
    options: ['included', 'excluded'],
    fact: 'Connectors that find deactivated accounts by filter',
    why: 'The reference does not say.',
  },
  'undocumented-filter-attributes': {
    options: ['refused', 'work'],
    fact: "Slack's reference, the attributes a filter knows",
    why: '`active`, `id` and the attributes of the other dialect are not documented for filters.',
  },
  'undocumented-filter-operators': {
    options: ['refused', 'work'],
    fact: "Slack's reference, the operators a filter knows",
    why: '`ne`, `ew`, `not` and value paths are not listed, and on 2.0 only single comparisons by `eq` were seen to work.',
  },
  'row-order': {
    options: ['scattered', 'oldest-first', 'newest-first'],
    fact: 'Recorded lists, which are not visibly sorted',
    why: 'No order is documented.',
  },
  'start-index-below-one': {
    options: ['echoed', 'answered-as-1'],
    fact: 'Connectors that send startIndex=0 without complaint',
    why: 'Slack answers from the first row; which `startIndex` it echoes is unverified.',
  },
  'start-index-past-end': {
    options: ['empty-page', 'last-row'],
    fact: "Slack's changelog of June 2019 on pagination",
    why: 'An index past the end is undocumented.',
  },
  'count-below-one': {
    options: ['empty-page', 'default-page'],
    fact: "Tests of Slack's Python SDK, where count=-1 raised no error of its own",
    why: 'A count below one is undocumented.',
  },
  'attribute-parameters': {
    options: ['ignored', 'refused'],
    fact: "Slack's reference, which does not name attributes, excludedAttributes and sortBy",
    why: 'There is no documented way to leave members out.',
  },
} as const
