import type { Answer } from './dialect.ts'

/**
 * GET ServiceProviderConfigs: the same document in both dialects, without `schemas` and `meta`, and with
 * filters declared as unsupported although they work (recorded in 2020; the texts are our own).
 */
export function getServiceProviderConfig(): Answer {
  const unsupported = { supported: false }
  return {
    status: 200,
    body: {
      authenticationSchemes: [
        {
          type: 'oauthbearertoken',
          name: 'OAuth Bearer Token',
          description: 'Authentication with a user token of an owner or admin, sent as a bearer token.',
          specUrl: 'https://datatracker.ietf.org/doc/html/draft-ietf-oauth-v2-bearer-01',
          primary: true,
        },
      ],
      patch: { supported: true },
      bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
      filter: { supported: false, maxResults: 0 },
      changePassword: unsupported,
      sort: unsupported,
      etag: unsupported,
      xmlDataFormat: unsupported,
    },
  }
}
