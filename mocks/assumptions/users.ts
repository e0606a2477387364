/** Unverified behaviour of accounts. The first option of each switch is the default. */
export const USER_ASSUMPTIONS = {
  'put-without-active': {
    options: ['deactivates', 'keeps'],
    fact: "Slack's reference, PUT example; status page of 5 to 9 April 2024",
    why: 'The example leaves `active` out and answers false, and an update has deactivated people by a field that was not sent.',
  },
  'put-without-guest-extension': {
    options: ['promotes', 'keeps'],
    fact: "Slack's reference, PUT overwrites all attributes",
    why: 'What is left out becomes blank, and a guest without the extension is a full member.',
  },
  'two-names': {
    options: ['nickName-wins', 'userName-wins', 'refused'],
    fact: "Slack's reference, userName and nickName mirror each other",
    why: 'When a request changes one name and repeats the other, the old one may win silently.',
  },
  'active-as-string': {
    options: ['ignored', 'applied', 'refused'],
    fact: 'Microsoft Entra\'s provisioning, which sends "False"',
    why: 'Reports exist of people who stayed active after such a request was answered with 200.',
  },
  'long-username': {
    options: ['username_too_long', 'long_username', 'shortened'],
    fact: "Slack's reference, userName and its errors; Okta's support articles",
    why: 'The reference speaks of shortening, connectors report two different refusals.',
  },
  'email-as-username': {
    options: ['local-part', 'whole-address'],
    fact: "Slack's reference, userName given as an email address",
    why: 'Slack converts it to a userName; how is undocumented.',
  },
  'special-characters-in-display-names': {
    options: ['replaced', 'kept'],
    fact: "Slack's reference, displayName follows the character rule of userName",
    why: 'Its own examples keep the spaces, so the rule is not followed to the letter.',
  },
  'patched-primary-email': {
    options: ['replaces', 'demotes'],
    fact: "Slack's reference, two emails are stored",
    why: 'Whether the former primary address stays as the secondary one is undocumented.',
  },
  'patched-email-without-primary': {
    options: ['becomes-primary', 'becomes-secondary'],
    fact: "Slack's reference, the primary is chosen by flag, by type, then by order",
    why: 'By order, a lone address without a flag is the first one.',
  },
  'removed-photos': {
    options: ['refused', 'ignored', 'removed'],
    fact: "Slack's reference, PATCH Users of 1.1",
    why: 'Elements with `operation: "delete"` are shown for emails, phoneNumbers, addresses and roles, not for photos.',
  },
  'deactivation-memberships': {
    options: ['removed', 'restored-on-reactivation', 'kept'],
    fact: "Slack's status page of April 2024: memberships were repaired by hand",
    why: 'The reference does not say; a deactivated account cannot be added to a group.',
  },
  'deactivation-rank': {
    options: ['lost', 'kept'],
    fact: "Slack's status page of April 2024: admin roles were repaired by hand",
    why: 'Owners had to give admin roles back after accounts were reactivated.',
  },
  'deactivation-visibility': {
    options: ['one-read-late', 'at-once', 'five-seconds-late'],
    fact: "Tests of Slack's Java SDK, which read for up to ten seconds after DELETE",
    why: 'Reads show `active: true` for a while; for how long is unverified.',
  },
  'bot-updates': {
    options: ['refused', 'accepted'],
    fact: "Slack's reference, cannot_disable_bot_user_with_scim",
    why: 'Only the deactivation of a bot is documented as refused.',
  },
  'unknown-attributes': {
    options: ['refused', 'ignored'],
    fact: "Slack's reference, invalid_request_payload",
    why: 'Unsupported attributes have an error; which attributes raise it is undocumented.',
  },
  'unsupported-updates': {
    options: ['refused', 'ignored'],
    fact: "Slack's reference, PATCH does not support externalId and profileUrl",
    why: 'Not supported may mean an error or silence.',
  },
  'malformed-user-id': {
    options: ['cannot_decode_user_id', 'no_such_user'],
    fact: "Slack's reference, cannot_decode_user_id",
    why: 'Which ids cannot be decoded is undocumented.',
  },
  'conflict-status': {
    options: ['409', '400'],
    fact: 'A public connector that reads username_taken from 400 and from 409',
    why: 'Slack publishes no statuses for its reasons.',
  },
  'conflict-context': {
    options: ['given', 'absent'],
    fact: "Hack Club's and Okta's reports of existing_user and user in the description",
    why: 'The context was observed, but is undocumented.',
  },
  'user-form': {
    options: ['short-without-profile', 'always-full'],
    fact: "Recorded answers of 2020 against the examples of Slack's reference",
    why: 'Bots, guests and accounts without profile data were recorded in the short form; the examples show the full one.',
  },
} as const
