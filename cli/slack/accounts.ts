import type { Client, User } from '../../src/index.ts'
import type { Account } from '../../src/provisioning/index.ts'
import { accountOf } from '../../src/provisioning/snapshot/account.ts'

/** Accounts of a request, the most that Slack sends. */
const PAGE = 1000

/** How accounts are listed. */
export interface ListAccounts {
  /** A SCIM filter that Slack evaluates; default all accounts. */
  readonly filter?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/** Lists accounts, a page at a time, so that their number does not matter to memory. */
export async function* listAccounts(
  client: Client,
  { filter, signal }: ListAccounts,
): AsyncGenerator<Account & { readonly user: User }> {
  for await (const user of client.searchUsers({ count: PAGE, filter }, { signal }))
    yield { ...accountOf(user, client.dialect), user }
}
