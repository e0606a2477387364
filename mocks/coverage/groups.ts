import type { Covered } from './covered.ts'

/** Coverage of groups. */
export const GROUP_COVERAGE: readonly Covered[] = [
  {
    operation: 'readGroup',
    behaviour: 'key order of each dialect',
    source: 'recorded bodies; https://docs.slack.dev/reference/scim-api',
    test: 'renders a group in the key order of its dialect, with visible names of members',
  },
  {
    operation: 'createGroup',
    behaviour: '201, members once',
    source: "tests of Slack's Python SDK",
    test: 'creates a group with 201 and without duplicate members',
  },
  {
    operation: 'createGroup',
    behaviour: 'required attributes, one member among them',
    source: 'https://docs.slack.dev/reference/scim-api',
    test: 'refuses a group without schemas, a name or members, unless group-without-members is accepted',
  },
  {
    operation: 'createGroup',
    behaviour: 'refused members',
    source: 'https://docs.slack.dev/reference/scim-api',
    test: 'refuses members that are unknown, deactivated or guests, the last unless guest-members are accepted',
  },
  {
    operation: 'createGroup',
    behaviour: '15,000 users in one write',
    source: 'https://docs.slack.dev/reference/scim-api/rate-limits',
    test: 'accepts at most 15,000 members in one request',
  },
  {
    operation: 'patchGroup',
    behaviour: '15,000 users in one write, over all its operations',
    source: 'https://docs.slack.dev/reference/scim-api/rate-limits',
    test: 'counts additions and removals of one request together',
  },
  {
    operation: 'createGroup',
    behaviour: 'memberships show at once in filtered searches',
    source: "tests of Slack's Java SDK",
    test: 'shows a new group in the groups of its members at once',
  },
  {
    operation: 'patchGroup',
    behaviour: '1.1 answers 204',
    source: "tests of Slack's Python SDK",
    test: 'adds, removes and renames by PATCH of 1.1, and answers an empty 204',
  },
  {
    operation: 'patchGroup',
    behaviour: '2.0 answers 200',
    source: 'https://docs.slack.dev/reference/scim-api',
    test: 'answers PATCH of a group on 2.0 with 200, or 204 by patch-group-answer-on-2.0',
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
    test: 'empties the group on an unfiltered removal, also with a value',
  },
  {
    operation: 'patchGroup',
    behaviour: 'operations without a path',
    source: "authentik's and midPoint's connectors",
    test: 'accepts operations without a path unless pathless-group-operations are refused',
  },
  {
    operation: 'patchGroup',
    behaviour: 'a failure keeps the parts before it',
    source: 'RFC 7644 section 3.5.2, against which nothing of Slack is known',
    test: 'keeps the group operations before an unknown or failed one',
  },
  {
    operation: 'updateGroup',
    behaviour: 'replaces name and members',
    source: 'https://docs.slack.dev/reference/scim-api',
    test: 'replaces name and members by PUT, and empties the group without members',
  },
  {
    operation: 'updateGroup',
    behaviour: 'reads lag behind',
    source: "tests of seratch's python-slack-scim",
    test: 'shows a PUT of a group one read late, or by the switch group-put-visibility',
  },
  {
    operation: 'deleteGroup',
    behaviour: '204, and final',
    source: "tests of Slack's Python SDK",
    test: 'deletes a group permanently with 204',
  },
  {
    operation: 'deleteGroup',
    behaviour: 'groups tied to channels',
    source: 'https://docs.slack.dev/reference/scim-api',
    test: 'refuses to delete a group that is linked to channels',
  },
  {
    operation: 'patchGroup',
    behaviour: '1.1 clears members by meta.attributes',
    source: 'SCIM 1.1 section 3.3.2',
    test: 'empties the group, or does what members-in-meta-attributes says',
  },
]
