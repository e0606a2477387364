import type { JSONObject } from '../../attributes/json.ts'
import type { Accounts } from '../../directory/accounts.ts'
import type { DirectoryContext } from '../../directory/context.ts'
import type { Memberships } from '../../directory/memberships.ts'
import type { UserRecord } from '../../directory/user.ts'
import type { Dialect } from './dialect.ts'

/** The rules and records that the handlers of both dialects work on. */
export interface SCIMContext extends DirectoryContext {
  readonly accounts: Accounts
  readonly memberships: Memberships
  /** The address of the service, with a slash at its end, such as `https://api.slack.com/scim/`. */
  readonly baseUrl: string
}

/** One request, routed and authorized. */
export interface SCIMCall extends SCIMContext {
  readonly dialect: Dialect
  /** The account that the token belongs to; absent where no token is needed. */
  readonly actor: UserRecord
  /** The id in the address, or an empty string. */
  readonly id: string
  readonly query: URLSearchParams
  readonly body: JSONObject
}
