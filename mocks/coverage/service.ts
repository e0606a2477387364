import type { Covered } from './covered.ts'

/** Coverage of the service as a whole. */
export const SERVICE_COVERAGE: readonly Covered[] = [
  {
    operation: '*',
    behaviour: 'unknown version',
    source: 'https://docs.slack.dev/reference/scim-api',
    test: 'refuses an unknown version as unsupported_version',
  },
  {
    operation: '*',
    behaviour: 'bad endpoint in the envelope of the version',
    source: 'https://docs.slack.dev/reference/scim-api',
    test: 'refuses an unknown path as bad_endpoint in the envelope of the version',
  },
  {
    operation: '*',
    behaviour: "401 in 1.1's envelope on both versions",
    source: "tests of Slack's Java SDK",
    test: 'answers a bad token with 401 in the envelope of 1.1 on both versions',
  },
  {
    operation: '*',
    behaviour: 'only five methods',
    source: 'https://docs.slack.dev/reference/scim-api',
    test: 'refuses other methods as method_not_allowed',
  },
  {
    operation: '*',
    behaviour: 'escaped slashes, no ETag, no Location',
    source: 'a recorded answer of April 2020',
    test: 'answers application/json with escaped slashes, or plain ones by escaped-slashes',
  },
  {
    operation: '*',
    behaviour: 'ranks of tokens',
    source: 'https://docs.slack.dev/admins/scim-api',
    test: "allows a token to write accounts of its holder's rank and below",
  },
  {
    operation: '*',
    behaviour: 'tokens of one workspace',
    source: 'https://docs.slack.dev/admins/scim-api',
    test: 'refuses a token of one workspace on Enterprise',
  },
  {
    operation: '*',
    behaviour: 'a deactivation revokes tokens',
    source: 'https://slack.com/help/articles/360000446446',
    test: 'revokes the tokens of a deactivated account',
  },
  {
    operation: '*',
    behaviour: 'a reactivation restores no token',
    source: 'https://slack.com/help/articles/360000446446',
    test: 'keeps tokens revoked after a reactivation',
  },
  {
    operation: '*',
    behaviour: '429 with Retry-After',
    source: 'https://docs.slack.dev/reference/scim-api/rate-limits',
    test: 'answers 429 with Retry-After in seconds and the envelope of the version',
  },
  {
    operation: '*',
    behaviour: 'outages answer HTML or an empty body',
    source: 'slack-ruby-client 306; python-slack-sdk 1693',
    test: 'answers a status fault as JSON, HTML or empty without any effect',
  },
  {
    operation: 'getServiceProviderConfig',
    behaviour: 'public, and denies that filters work',
    source: "tests of Slack's Java SDK; a recorded body",
    test: 'returns a config without filters, under both names on 2.0',
  },
  {
    operation: 'getUserSchema',
    behaviour: 'oddities of 1.1',
    source: 'a recorded body in go-slack-scimapi',
    test: 'returns the schemas of 1.1 with their oddities',
  },
  {
    operation: 'getGroupSchema',
    behaviour: 'oddities of 1.1',
    source: 'a recorded body in go-slack-scimapi',
    test: 'returns the schemas of 1.1 with their oddities',
  },
  {
    operation: 'getSchemas',
    behaviour: 'malformed extensions of 2.0',
    source: "a copy in midPoint's connector",
    test: 'returns schemas of 2.0 with malformed extensions',
  },
  {
    operation: 'getSchemaByURN',
    behaviour: 'where meta.location points',
    source: "a copy in midPoint's connector",
    test: 'returns single schemas of 2.0, by URN only where schema-by-urn is found',
  },
  {
    operation: 'getResourceTypes',
    behaviour: 'a list without totals',
    source: "a copy in midPoint's connector",
    test: 'returns the resource types of 2.0 without totals',
  },
  {
    operation: 'auth.test',
    behaviour: 'the own account',
    source: 'https://docs.slack.dev/reference/methods/auth.test',
    test: "returns the token's account from auth.test and all flags from users.list",
  },
  {
    operation: 'users.list',
    behaviour: 'flags that SCIM does not show, by cursor',
    source: 'https://docs.slack.dev/reference/methods/users.list',
    test: 'pages users.list by cursor and refuses with Web API errors',
  },
  {
    operation: '*',
    behaviour: 'limits of the organization and of each endpoint: 429 with Retry-After, if asked for',
    source: 'https://docs.slack.dev/reference/scim-api/rate-limits',
    test: 'refuses requests over the limit with Retry-After and without effect',
  },
  {
    operation: '*',
    behaviour: 'the unverified body of a 429',
    source: 'https://docs.slack.dev/reference/scim-api, too_many_requests',
    test: 'answers a faulted 429 with the body of the switch rate-limit-body',
  },
  {
    operation: '*',
    behaviour: 'limits are shared by all apps of the organization',
    source: 'https://docs.slack.dev/reference/scim-api/rate-limits',
    test: 'counts the requests of another app',
  },
  {
    operation: '*',
    behaviour: 'a resource is locked while it is written',
    source: 'https://docs.slack.dev/reference/scim-api/rate-limits',
    test: 'locks a resource during a write, on both dialects, for writes only',
  },
  {
    operation: '*',
    behaviour: 'resource_locked is for groups',
    source: 'https://docs.slack.dev/reference/scim-api, resource_locked',
    test: 'refuses a locked group as resource_locked, and a locked user by the switch locked-user',
  },
]
