/**
 * Slack's reasons and the status of each: its error table (https://docs.slack.dev/reference/scim-api), and
 * two that were observed beside it, `long_username` and `invited_user_not_created`. Slack publishes no
 * statuses. The pairs follow the reports of connectors: 409 for a conflict, 404 for an unknown resource, 403
 * for a missing permission.
 */
export const REASONS = {
  addresses_invalid: 400,
  bad_email_address: 400,
  bad_endpoint: 404,
  cannot_decode_user_id: 400,
  cannot_disable_bot_user_with_scim: 403,
  cannot_disable_primary_owner: 403,
  cannot_make_user_guest: 403,
  cannot_modify_gdpr: 403,
  cannot_modify_owner: 403,
  database_query_failure: 500,
  email_empty: 400,
  email_invalid: 400,
  email_taken: 409,
  emails_invalid: 400,
  failed_to_remove_users_for_linked_subteam: 500,
  group_creation_failed: 400,
  group_member_max_exceeded: 400,
  group_members_create_failed: 500,
  groups_invalid: 400,
  idp_group_linked_to_channels: 400,
  improper_enterprise_schema_format: 400,
  incomplete_filter: 400,
  invalid_attribute_format: 400,
  invalid_authentication: 401,
  invalid_display_name: 400,
  invalid_emoji_not_allowed: 400,
  invalid_filter_group: 400,
  invalid_name_maxlength: 400,
  invalid_name_required: 400,
  invalid_name_specials: 400,
  invalid_query: 400,
  invalid_request_payload: 400,
  invalid_reserved_word: 400,
  invalid_sort_order: 400,
  invalid_starts_with_at: 400,
  invited_user_not_created: 500,
  long_nickname: 400,
  long_username: 400,
  method_not_allowed: 405,
  missing_authentication: 401,
  missing_group_id: 400,
  missing_primary_email: 400,
  missing_schema_element: 400,
  missing_user_id: 400,
  no_filters: 400,
  no_such_group: 404,
  no_such_group_members: 404,
  no_such_user: 404,
  non_org_teams_only: 403,
  password_change_not_allowed: 400,
  permission_denied: 403,
  phoneNumbers_invalid: 400,
  photos_invalid: 400,
  plus_teams_only: 403,
  primary_owner_check_failure: 403,
  query_building_failed: 500,
  resource_locked: 429,
  roles_invalid: 400,
  too_many_requests: 429,
  too_many_users: 400,
  truncation_error: 400,
  unable_to_add_deleted_or_guest_to_group: 400,
  unable_to_create_team_profile_fields: 500,
  unknown_user: 404,
  unsupported_version: 400,
  user_creation_failed: 500,
  username_empty: 400,
  username_invalid: 400,
  username_not_allowed: 400,
  username_required: 400,
  username_taken: 409,
  username_too_long: 400,
} as const

/** The leading token of Slack's error description. */
export type Reason = keyof typeof REASONS

/** Why a request was refused; each dialect renders it in its envelope. */
export class Refusal extends Error {
  readonly reason: Reason
  readonly status: number
  /** The text after the reason in the description, such as `existing_user=U…`. */
  readonly context: string | undefined
  /** True for an invalid value of a profile field, which a create drops silently instead of failing. */
  readonly profileValue: boolean

  constructor(
    reason: Reason,
    details: { context?: string | undefined; status?: number; profileValue?: boolean } = {},
  ) {
    super(reason)
    this.reason = reason
    this.status = details.status ?? REASONS[reason]
    this.context = details.context
    this.profileValue = details.profileValue ?? false
  }

  /** The description as Slack writes it: the reason, then the context, if any. */
  get description(): string {
    return this.context === undefined ? this.reason : `${this.reason} (${this.context})`
  }
}

/** Refuses a request with one of Slack's reasons. */
export function refuse(
  reason: Reason,
  details?: { context?: string | undefined; status?: number; profileValue?: boolean },
): never {
  throw new Refusal(reason, details)
}
