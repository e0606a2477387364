import type { JSONObject } from '../../attributes/json.ts'
import type { Accounts } from '../../directory/accounts.ts'
import type { DirectoryContext } from '../../directory/context.ts'
import type { Memberships } from '../../directory/memberships.ts'
import type { UserRecord } from '../../directory/user.ts'
import type { Dialect } from './dialect.ts'

/** The records and rules that the handlers of both dialects use. */
export interface SCIMContext extends DirectoryContext {
  readonly accounts: Accounts
  readonly memberships: Memberships
  /** Base URL of the service with a trailing slash, such as `https://api.slack.com/scim/`. */
  readonly baseUrl: string
}

/** One request, routed and authorized. */
export interface SCIMCall extends SCIMContext {
  readonly dialect: Dialect
  /** The holder of the token; a blank account on public routes. */
  readonly actor: UserRecord
  /** The id of the path, or an empty string. */
  readonly id: string
  readonly query: URLSearchParams
  readonly body: JSONObject
}
