import type { Covered } from './covered.ts'

/** Coverage of the service as a whole. */
export const SERVICE_COVERAGE: readonly Covered[] = [
  {
    operation: '*',
    behaviour: 'unknown version',
    source: 'https://docs.slack.dev/reference/scim-api',
    test: 'of an unknown version are unsupported',
  },
  {
    operation: '*',
    behaviour: 'bad endpoint in the envelope of the version',
    source: 'https://docs.slack.dev/reference/scim-api',
    test: 'that lead nowhere are a bad endpoint, in the envelope of the version',
  },
  {
    operation: '*',
    behaviour: "401 in 1.1's envelope on both versions",
    source: "tests of Slack's Java SDK",
    test: 'fails with 401 in the envelope of 1.1 on both versions',
  },
  {
    operation: '*',
    behaviour: 'only five methods',
    source: 'https://docs.slack.dev/reference/scim-api',
    test: 'other than the five are not allowed',
  },
  {
    operation: '*',
    behaviour: 'escaped slashes, no ETag, no Location',
    source: 'a recorded answer of April 2020',
    test: 'are answered as application/json with escaped slashes, or plain ones where that is assumed',
  },
  {
    operation: '*',
    behaviour: 'ranks of tokens',
    source: 'https://docs.slack.dev/admins/scim-api',
    test: 'reach accounts of their own rank and below',
  },
  {
    operation: '*',
    behaviour: 'tokens of one workspace',
    source: 'https://docs.slack.dev/admins/scim-api',
    test: 'of one workspace are refused on Enterprise',
  },
  {
    operation: '*',
    behaviour: 'a deactivation revokes tokens',
    source: 'https://slack.com/help/articles/360000446446',
    test: 'die with the account of their holder',
  },
  {
    operation: '*',
    behaviour: 'a reactivation brings no token back',
    source: 'https://slack.com/help/articles/360000446446',
    test: 'stay dead when their holder comes back, however the account was deactivated',
  },
  {
    operation: '*',
    behaviour: '429 with Retry-After',
    source: 'https://docs.slack.dev/reference/scim-api/rate-limits',
    test: 'answer 429 with Retry-After in seconds, in the envelope of the version',
  },
  {
    operation: '*',
    behaviour: 'outages answer pages or nothing',
    source: 'slack-ruby-client 306; python-slack-sdk 1693',
    test: 'are errors as JSON, as a page or with nothing, and leave the directory alone',
  },
  {
    operation: 'getServiceProviderConfig',
    behaviour: 'public, and denies that filters work',
    source: "tests of Slack's Java SDK; a recorded body",
    test: 'says that filters are unsupported, under both spellings on 2.0',
  },
  {
    operation: 'getUserSchema',
    behaviour: 'oddities of 1.1',
    source: 'a recorded body in go-slack-scimapi',
    test: 'has the schemas of 1.1 with their oddities',
  },
  {
    operation: 'getGroupSchema',
    behaviour: 'oddities of 1.1',
    source: 'a recorded body in go-slack-scimapi',
    test: 'has the schemas of 1.1 with their oddities',
  },
  {
    operation: 'getSchemas',
    behaviour: 'malformed extensions of 2.0',
    source: "a copy in midPoint's connector",
    test: 'has schemas of 2.0 in which extensions are no objects',
  },
  {
    operation: 'getSchemaByURN',
    behaviour: 'where meta.location points',
    source: "a copy in midPoint's connector",
    test: 'serves single schemas of 2.0, by URN only where that is assumed',
  },
  {
    operation: 'getResourceTypes',
    behaviour: 'a list without totals',
    source: "a copy in midPoint's connector",
    test: 'lists the resource types of 2.0 without totals',
  },
  {
    operation: 'auth.test',
    behaviour: 'the own account',
    source: 'https://docs.slack.dev/reference/methods/auth.test',
    test: 'tells the own account, and who is owner, admin, bot, guest or deactivated',
  },
  {
    operation: 'users.list',
    behaviour: 'flags that SCIM does not show, by cursor',
    source: 'https://docs.slack.dev/reference/methods/users.list',
    test: 'pages by cursor and refuses in its own words',
  },
  {
    operation: '*',
    behaviour: 'limits of the organization and of each endpoint: 429 with Retry-After, if asked for',
    source: 'https://docs.slack.dev/reference/scim-api/rate-limits',
    test: 'refuse with Retry-After, in the envelope of the dialect, and with no effect',
  },
  {
    operation: '*',
    behaviour: 'the body of a 429, which nobody has seen',
    source: 'https://docs.slack.dev/reference/scim-api, too_many_requests',
    test: 'have another body where that is assumed',
  },
  {
    operation: '*',
    behaviour: 'limits are shared by all apps of the organization',
    source: 'https://docs.slack.dev/reference/scim-api/rate-limits',
    test: 'are spent by another app as well',
  },
  {
    operation: '*',
    behaviour: 'a resource is locked while it is written',
    source: 'https://docs.slack.dev/reference/scim-api/rate-limits',
    test: 'lock a resource while it is written, on both dialects, for writes only',
  },
  {
    operation: '*',
    behaviour: 'resource_locked is for groups',
    source: 'https://docs.slack.dev/reference/scim-api, resource_locked',
    test: 'tell of a locked group, and of a locked user what is assumed',
  },
]
