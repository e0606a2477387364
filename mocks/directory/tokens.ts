import { refuse } from '../errors/refusal.ts'
import type { Directory } from './directory.ts'
import type { UserRecord } from './user.ts'

/** A token: its holder, and where its app is installed. */
export interface TokenRecord {
  readonly userId: string
  /** Enterprise requires an app that is installed on the organization. */
  readonly level: 'organization' | 'workspace'
  /** OAuth scopes, which only the Web API asks for; absent: all. */
  readonly scopes?: readonly string[] | undefined
}

/** The default token of the primary owner. */
export const DEFAULT_TOKEN = 'xoxp-emulator-owner'

/** The holder of a token, and what the token allows. */
export interface TokenHolder extends Omit<TokenRecord, 'userId'> {
  readonly user: UserRecord
}

/** The valid tokens and their holders. */
export interface Tokens {
  /**
   * Returns the holder of the bearer token.
   *
   * @throws Refusal `missing_authentication` without a header, `invalid_authentication` otherwise
   */
  holder(authorization: string | null): TokenHolder
  /**
   * Revokes the tokens of an account, as a deactivation does (https://slack.com/help/articles/360000446446).
   * A reactivation restores none of them.
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
      return { user, level: record.level, scopes: record.scopes }
    },
    revoke(userId) {
      for (const [token, record] of records) if (record.userId === userId) records.delete(token)
    },
  }
}
