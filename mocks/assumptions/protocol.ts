/** Unverified behaviour of requests and answers. The first option of each switch is the default. */
export const PROTOCOL_ASSUMPTIONS = {
  'patch-without-schemas': {
    options: ['refused', 'accepted'],
    fact: "Slack's reference, missing_schema_element; public scripts that send only active",
    why: 'The reference requires schemas; scripts without them seem to work.',
  },
  'unlisted-extension': {
    options: ['refused', 'ignored', 'applied'],
    fact: "Slack's reference, schemas must list the guest and profile extensions",
    why: 'How Slack treats an extension that is sent but not listed is undocumented.',
  },
  'partial-body-on-2.0': {
    options: ['refused', 'accepted'],
    fact: "Slack's reference, the startDate example of PATCH 2.0",
    why: "The example is 1.1's form under 2.0's address.",
  },
  'element-filters-on-2.0': {
    options: ['refused', 'work'],
    fact: "Slack's reference, PATCH Users of 2.0",
    why: 'It prints filters for emails and phoneNumbers; addresses and roles are only removed as a whole.',
  },
  'undocumented-operations-on-2.0': {
    options: ['refused', 'work'],
    fact: "Slack's reference, PATCH Users of 2.0",
    why: 'It shows some of the operations for each path, such as `replace` alone for `title`; the others were not observed.',
  },
  'profile-operations-on-2.0': {
    options: ['work', 'refused'],
    fact: "Slack's reference, the startDate example of PATCH 2.0",
    why: 'The example changes startDate by a body without operations; that operations on the extension work is likely.',
  },
  'pathless-user-operations': {
    options: ['refused', 'accepted'],
    fact: "Slack's reference, PATCH Users of 2.0; RFC 7644 section 3.5.2",
    why: 'Every documented operation has a path.',
  },
  'failed-patch': {
    options: ['keeps-what-went-before', 'changes-nothing'],
    fact: 'RFC 7644 section 3.5.2, which asks for atomicity',
    why: 'How Slack treats a request whose second operation fails is undocumented.',
  },
  'create-status-on-2.0': {
    options: ['201', '200'],
    fact: "Slack's reference, POST of 2.0",
    why: 'Only the status of 1.1 was observed.',
  },
  'patch-user-answer-on-2.0': {
    options: ['200-with-user', '204'],
    fact: "midPoint's connector, which takes either",
    why: 'The reference shows the body and no status.',
  },
  'media-type': {
    options: ['scim-json-too', 'json-only', 'any'],
    fact: "Slack's guide for administrators, Content-Type: application/json; authentik's Slack mode, which sends application/scim+json",
    why: 'Which other media types Slack accepts is undocumented.',
  },
  'put-with-empty-manager': {
    options: ['cleared', 'refused'],
    fact: "Tests of Slack's Java SDK, which drops nulls and so sends `manager: {}`; Slack's reference, improper_enterprise_schema_format",
    why: 'The reference requires managerId beside manager; a PUT of a body that was read must pass.',
  },
  'trailing-slash': {
    options: ['accepted', 'refused'],
    fact: "Slack's reference, the table prints /Groups/ and the example /Groups",
    why: 'Both forms are in use.',
  },
  'config-without-authorization': {
    options: ['refused', 'public'],
    fact: "Tests of Slack's Java SDK, with a token that is not one",
    why: 'ServiceProviderConfigs answers an invalid token; a request without the header was not tried.',
  },
  'schemas-with-bad-token': {
    options: ['refused', 'public'],
    fact: 'RFC 7644 section 4',
    why: 'Only ServiceProviderConfigs was tried.',
  },
  'schema-by-urn': {
    options: ['bad_endpoint', 'found'],
    fact: 'meta.location of the schemas of 2.0',
    why: 'It points at such a URL; no observed client reads it.',
  },
  'escaped-slashes': {
    options: ['escaped', 'plain'],
    fact: 'A recorded answer of April 2020',
    why: 'Slashes inside JSON strings were escaped then.',
  },
  'refusal-status': {
    options: ['by-reason', '400'],
    fact: "IBM's list of the statuses of Slack's connector; Slack's reference, which has none",
    why: 'Only the statuses of 400, 401, 404 and 429 were observed; which reasons are answered with 403, 405 or 500 is unverified.',
  },
  'rate-limit-body': {
    options: ['envelope', 'web-api', 'empty'],
    fact: "Slack's reference, too_many_requests",
    why: 'No 429 body of this service was observed.',
  },
  'locked-user': {
    options: ['too_many_requests', 'resource_locked'],
    fact: "Slack's guide to rate limits, the lock on a user or group; its reference, resource_locked",
    why: 'Slack locks both during a write, but documents the reason for groups only.',
  },
  cors: {
    options: ['absent', 'open'],
    fact: 'A recorded answer of April 2020, without Access-Control headers',
    why: 'Browsers cannot call the service directly; `open` is for demonstrations.',
  },
} as const
