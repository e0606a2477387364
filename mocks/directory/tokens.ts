import { refuse } from '../errors/refusal.ts'
import type { Directory } from './directory.ts'
import type { UserRecord } from './user.ts'

/** A token as the emulator knows it: whose it is, and where its app is installed. */
export interface TokenRecord {
  readonly userId: string
  /** Enterprise wants apps that are installed on the organization. */
  readonly level: 'organization' | 'workspace'
}

/** The token that is valid when the seed names none. */
export const DEFAULT_TOKEN = 'xoxp-emulator-owner'

/** Finds whose token a request carries. */
export interface Tokens {
  /**
   * The holder of the bearer token.
   *
   * @throws Refusal `missing_authentication` without a header, `invalid_authentication` otherwise
   */
  holder(authorization: string | null): { readonly user: UserRecord; readonly level: TokenRecord['level'] }
  /**
   * Ends the tokens of an account for good, as a deactivation does
   * (https://slack.com/help/articles/360000446446): a reactivation brings none of them back.
   */
  revoke(userId: string): void
}

/** Binds tokens to the accounts of a directory. */
export function createTokens(records: Map<string, TokenRecord>, directory: Directory): Tokens {
  return {
    holder(authorization) {
      if (authorization === null || authorization === '') refuse('missing_authentication')
      const [, token] = /^Bearer +(\S+)$/i.exec(authorization) ?? []
      const record = token === undefined ? undefined : records.get(token)
      const user = record && directory.users.get(record.userId)
      if (!record || !user?.active) refuse('invalid_authentication')
      return { user, level: record.level }
    },
    revoke(userId) {
      for (const [token, record] of records) if (record.userId === userId) records.delete(token)
    },
  }
}
