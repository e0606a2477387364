import { foldCase } from '../../protocol/text.ts'
import type { Policy } from '../policy/policy.ts'
import type { Account, Rank, Snapshot } from '../snapshot/snapshot.ts'

/** Who is never deactivated, converted or given another address. */
export interface Protection {
  /** Whether it is known who must not be deactivated: by ranks, or by the policy. */
  readonly isKnown: boolean
  /** Why an account is protected; nothing when it is not. */
  reasonFor(account: Pick<Account, 'id' | 'kind' | 'attributes'>): string | undefined
}

const RANKS: Readonly<Record<Rank, string>> = {
  'primary-owner': 'the account is the primary owner',
  owner: 'the account is an owner',
  admin: 'the account is an admin',
  bot: 'the account is a bot',
}

/** Reads who is protected from the ranks in Slack and from the policy. */
export function protectionOf(
  { roles, self }: Pick<Snapshot, 'roles' | 'self'>,
  { protect = [] }: Policy,
): Protection {
  // `--protect "$ADMINS"` may give a list, or nothing: then it is not known who is protected.
  const names = protect.flatMap((name) => name.split(',')).map((name) => foldCase(name.trim()))
  const named = new Set(names.filter((name) => name !== ''))
  return {
    isKnown: roles !== undefined || named.size > 0,
    reasonFor({ id, kind, attributes }) {
      const rank = roles?.get(id)
      if (rank) return RANKS[rank]
      if (kind === 'bot') return RANKS.bot
      if (id === self) return 'the account is the token’s own'
      const { email, secondEmail } = attributes
      const isNamed = [id, email, secondEmail].some((name) => name && named.has(foldCase(name)))
      return isNamed ? 'policy.protect names the account' : undefined
    },
  }
}
