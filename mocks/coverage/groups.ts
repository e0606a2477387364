import type { Covered } from './covered.ts'

/** Coverage of groups. */
export const GROUP_COVERAGE: readonly Covered[] = [
  {
    operation: 'readGroup',
    behaviour: 'key order of each dialect',
    source: 'recorded bodies; https://docs.slack.dev/reference/scim-api',
    test: 'has the key order of its dialect, and members with their visible names',
  },
  {
    operation: 'createGroup',
    behaviour: '201, members once',
    source: "tests of Slack's Python SDK",
    test: 'answers 201, and drops members that are named twice',
  },
  {
    operation: 'createGroup',
    behaviour: 'required attributes, one member among them',
    source: 'https://docs.slack.dev/reference/scim-api',
    test: 'needs schemas, a name and members, unless the last is assumed away',
  },
  {
    operation: 'createGroup',
    behaviour: 'refused members',
    source: 'https://docs.slack.dev/reference/scim-api',
    test: 'refuses members that are unknown, deactivated or, unless that is assumed away, guests',
  },
  {
    operation: 'createGroup',
    behaviour: '15,000 users in one write',
    source: 'https://docs.slack.dev/reference/scim-api/rate-limits',
    test: 'takes 15,000 members in one request and no more',
  },
  {
    operation: 'patchGroup',
    behaviour: '15,000 users in one write, over all its operations',
    source: 'https://docs.slack.dev/reference/scim-api/rate-limits',
    test: 'counts all users that one request names, whatever it does with them',
  },
  {
    operation: 'createGroup',
    behaviour: 'memberships show at once in filtered searches',
    source: "tests of Slack's Java SDK",
    test: 'shows up in the groups of its members at once',
  },
  {
    operation: 'patchGroup',
    behaviour: '1.1 answers 204',
    source: "tests of Slack's Python SDK",
    test: 'adds by default, removes with operation delete, renames, and answers 204 without a body',
  },
  {
    operation: 'patchGroup',
    behaviour: '2.0 answers 200',
    source: 'https://docs.slack.dev/reference/scim-api',
    test: 'answers 200 with the group, or 204 where that is assumed',
  },
  {
    operation: 'patchGroup',
    behaviour: '2.0 removes one member by filter',
    source: 'https://docs.slack.dev/reference/scim-api',
    test: 'removes one member by filter, with and without quotes around the id',
  },
  {
    operation: 'patchGroup',
    behaviour: 'an unfiltered removal empties the group',
    source: 'https://github.com/MicrosoftDocs/entra-docs/pull/879',
    test: 'empties the group by an unfiltered removal, with a value as well',
  },
  {
    operation: 'patchGroup',
    behaviour: 'operations without a path',
    source: "authentik's and midPoint's connectors",
    test: 'takes operations without a path, which connectors send, unless that is assumed away',
  },
  {
    operation: 'patchGroup',
    behaviour: 'a failure keeps the parts before it',
    source: 'RFC 7644 section 3.5.2, against which nothing of Slack is known',
    test: 'keeps the operations before one that is unknown or fails',
  },
  {
    operation: 'updateGroup',
    behaviour: 'replaces name and members',
    source: 'https://docs.slack.dev/reference/scim-api',
    test: 'replaces name and members, and empties the group when members are left out',
  },
  {
    operation: 'updateGroup',
    behaviour: 'reads lag behind',
    source: "tests of seratch's python-slack-scim",
    test: 'is not seen by the next read, or not for three seconds where that is assumed',
  },
  {
    operation: 'deleteGroup',
    behaviour: '204, and final',
    source: "tests of Slack's Python SDK",
    test: 'answers 204 and is final',
  },
  {
    operation: 'deleteGroup',
    behaviour: 'groups tied to channels',
    source: 'https://docs.slack.dev/reference/scim-api',
    test: 'is refused while the group is tied to channels',
  },
]
