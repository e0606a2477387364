import type { AssumptionLedger } from '../assumptions/ledger.ts'
import { refuse } from '../errors/refusal.ts'
import type { Organization } from './organization.ts'
import type { Rank, UserRecord } from './user.ts'

const ORDER: readonly Rank[] = ['member', 'admin', 'owner', 'primary-owner']

/** Whether one rank stands above another. */
export function outranks(one: Rank, other: Rank): boolean {
  return ORDER.indexOf(one) > ORDER.indexOf(other)
}

/**
 * Refuses a caller that may not use SCIM: below Business+, with a token of one workspace of an Enterprise
 * organization, or without the rank of an admin (https://docs.slack.dev/admins/scim-api).
 */
export function requireAdmin(
  actor: UserRecord,
  level: 'organization' | 'workspace',
  organization: Organization,
): void {
  if (organization.plan === 'pro') refuse('plus_teams_only')
  if (organization.plan === 'enterprise' && level === 'workspace') refuse('non_org_teams_only')
  if (actor.rank === 'member') refuse('permission_denied')
}

/** Refuses a write to an erased account, and to one that outranks the actor. */
export function requireWritable(target: UserRecord, actor: UserRecord): void {
  if (target.forgotten) refuse('cannot_modify_gdpr')
  if (outranks(target.rank, actor.rank)) {
    refuse(outranks(target.rank, 'admin') ? 'cannot_modify_owner' : 'permission_denied')
  }
}

/**
 * Refuses the deactivation of the primary owner and of bots, and, by assumption, any other update of a bot.
 */
export function requireAllowed(before: UserRecord, after: UserRecord, ledger: AssumptionLedger): void {
  if (before.active && !after.active) requireDisposable(before)
  else if (before.kind === 'bot' && ledger.assume('bot-updates') === 'refused') refuse('permission_denied')
}

/** Refuses the deactivation of the primary owner and of bots. */
export function requireDisposable(target: UserRecord): void {
  if (target.kind === 'bot') refuse('cannot_disable_bot_user_with_scim')
  if (target.rank === 'primary-owner') refuse('cannot_disable_primary_owner')
}
