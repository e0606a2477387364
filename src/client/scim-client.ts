import type { TokenSource } from '../chain/token.ts'
import { scim11 } from '../dialects/scim-1-1.ts'
import { Client } from './client.ts'
import type { SCIMClientOptions } from './options.ts'

/**
 * A client of Slack's SCIM 1.1 API (https://docs.slack.dev/reference/scim-api).
 *
 * @example
 * ```ts
 * import { SCIMClient } from 'slack-scim'
 *
 * const scim = new SCIMClient('xoxp-…')
 * const { user } = await scim.createUser({ userName: 'jo', emails: [{ value: 'jo@example.com', primary: true }] })
 * for await (const one of scim.searchUsers()) console.log(one.id === user.id, one.userName)
 * ```
 */
export class SCIMClient extends Client {
  /** Where Slack's SCIM 1.1 is. */
  static readonly BASE_URL: string = 'https://api.slack.com/scim/v1/'

  /**
   * @param token - a user token with the scope `admin` (`xoxp-…`), a function that gives one for each
   *   attempt, or `null` behind a relay
   * @param options - see {@link SCIMClientOptions}
   * @throws {@link SCIMConfigurationError} for an unknown or impossible option
   */
  constructor(token: TokenSource | null, options: SCIMClientOptions = {}) {
    super(scim11(), token, options)
  }
}
