import { outranks } from '../directory/privileges.ts'
import { type UserRecord, visibleName } from '../directory/user.ts'
import type { WebAPICall } from './call.ts'

/** Members of a page without `limit`, and the maximum. */
const DEFAULT_LIMIT = 1000

/** `users.list`: all accounts with the flags that SCIM does not show; the cursor names the next row. */
export function usersList({ args, directory }: WebAPICall): object {
  const everyone = directory.userRows.list('oldest-first')
  const start = Number(args.get('cursor')?.replace(/^row:/, '') ?? 0) || 0
  const limit = Math.min(Math.max(Number(args.get('limit')) || DEFAULT_LIMIT, 1), DEFAULT_LIMIT)
  const end = start + limit
  return {
    ok: true,
    members: everyone.slice(start, end).map(renderMember),
    response_metadata: { next_cursor: end < everyone.length ? `row:${end}` : '' },
  }
}

function renderMember(user: UserRecord): object {
  const member = {
    id: user.id,
    name: user.userName,
    deleted: !user.active,
    profile: {
      real_name: `${user.givenName} ${user.familyName}`.trim(),
      display_name: visibleName(user),
      title: user.title,
      email: user.primaryEmail,
    },
    is_bot: user.kind === 'bot',
    is_app_user: false,
  }
  // Slack shows no flags of a deactivated account.
  if (!user.active) return member
  return {
    ...member,
    tz: user.timezone,
    is_admin: outranks(user.rank, 'member'),
    is_owner: outranks(user.rank, 'admin'),
    is_primary_owner: user.rank === 'primary-owner',
    is_restricted: user.guest !== null,
    is_ultra_restricted: user.guest?.type === 'single',
  }
}
