import type { TokenSource } from '../chain/token.ts'
import { scim20 } from '../dialects/scim-2-0.ts'
import { resourcesOf } from '../protocol/resources.ts'
import type { PatchOp } from '../schemas/patch-op.ts'
import { Client } from './client.ts'
import type { CallOptions, SCIMClientOptions } from './options.ts'
import type { ResourceTypesResponse, SchemasResponse } from './responses.ts'

/**
 * A client of Slack's SCIM 2.0 API (https://docs.slack.dev/reference/scim-api): the operations of
 * {@link SCIMClient}, on the URNs, envelopes and `PatchOp` of RFC 7643 and 7644.
 *
 * A partial resource given to `patchUser` or `patchGroup` becomes a `PatchOp` by fixed rules, and ends in
 * the same state as on 1.1; a `PatchOp` is sent as it is.
 *
 * @example
 * ```ts
 * import { SCIM2Client } from 'slack-scim'
 *
 * const scim = new SCIM2Client('xoxp-…')
 * await scim.patchUser('U0123456789', { title: 'Engineer', name: { honorificPrefix: null } })
 * await scim.patchUser('U0123456789', { Operations: [{ op: 'replace', path: 'active', value: true }] })
 * ```
 */
export class SCIM2Client extends Client<PatchOp> {
  /** Where Slack's SCIM 2.0 is. */
  static readonly BASE_URL: string = 'https://api.slack.com/scim/v2/'

  /**
   * @param token - a user token with the scope `admin` (`xoxp-…`), a function that gives one for each
   *   attempt, or `null` behind a relay
   * @param options - see {@link SCIMClientOptions}
   * @throws {@link SCIMConfigurationError} for an unknown or impossible option
   */
  constructor(token: TokenSource | null, options: SCIMClientOptions = {}) {
    super(scim20(), token, options)
  }

  /** The kinds of resources, with the extensions that each may carry. */
  async getResourceTypes(options: CallOptions = {}): Promise<ResourceTypesResponse> {
    const answer = await this.discover<ResourceTypesResponse>('getResourceTypes', '', options)
    return Object.assign(answer, { resourceTypes: resourcesOf(answer) })
  }

  /** All schemas as the service describes them: read leniently, since Slack's are malformed in places. */
  async getSchemas(options: CallOptions = {}): Promise<SchemasResponse> {
    const answer = await this.discover<SchemasResponse>('getSchemas', '', options)
    return Object.assign(answer, { schemas: resourcesOf(answer) })
  }
}
