/** Unverified behaviour of groups. The first option of each switch is the default. */
export const GROUP_ASSUMPTIONS = {
  'unfiltered-member-removal': {
    options: ['empties-group', 'removes-listed'],
    fact: "Microsoft's Entra documentation, pull request 879",
    why: 'On 2.0, `remove members` with a value removed every member instead of one.',
  },
  'members-in-meta-attributes': {
    options: ['empties-group', 'ignored', 'refused'],
    fact: "Slack's reference, PATCH of 1.1, meta.attributes; SCIM 1.1 section 3.3.2",
    why: 'It is documented for users; that it clears the members of a group is likely.',
  },
  'group-without-members': {
    options: ['refused', 'accepted'],
    fact: "Slack's reference, POST Groups",
    why: 'The table marks members as required, the text as optional; no observed client creates a group without them.',
  },
  'group-with-blank-name': {
    options: ['refused', 'accepted'],
    fact: "Slack's reference, displayName is required",
    why: 'The reference does not mention blank names.',
  },
  'group-name-in-use': {
    options: ['refused', 'accepted'],
    fact: 'kubernetes/community 5560',
    why: 'User groups, channels and people share one namespace; whether IDP groups do is undocumented.',
  },
  'username-of-a-group': {
    options: ['refused', 'accepted'],
    fact: 'kubernetes/community 5560',
    why: 'The report shows that a userName blocks a group name; whether a group name blocks a userName is unverified.',
  },
  'guest-members': {
    options: ['refused', 'accepted'],
    fact: "Slack's reference, members against unable_to_add_deleted_or_guest_to_group",
    why: 'The text allows guests of several channels, an error refuses guests.',
  },
  'group-put-visibility': {
    options: ['one-read-late', 'at-once', 'three-seconds-late'],
    fact: "Tests of seratch's python-slack-scim, which wait three seconds",
    why: 'Reads after a PUT can lag; for how long is unverified.',
  },
  'pathless-group-operations': {
    options: ['accepted', 'refused'],
    fact: "authentik's and midPoint's connectors, which send them to Slack",
    why: "Slack's reference shows every operation with a path.",
  },
  'patch-group-answer-on-2.0': {
    options: ['200-with-group', '204'],
    fact: "Slack's reference, PATCH Groups of 2.0",
    why: 'The example that removes one member shows no answer.',
  },
  'delete-group-status-on-2.0': {
    options: ['204', '200'],
    fact: "Tests of Slack's Java SDK, which read an empty body on 2.0",
    why: "Only 1.1's status was seen; the reference's example for 2.0 shows another request.",
  },
} as const
