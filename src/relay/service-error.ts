import type { SCIMErrors } from '../protocol/error-envelope.ts'

/** The codes of Slack's errors (https://docs.slack.dev/reference/scim-api#errors), and those seen beside them. */
const CODES: ReadonlySet<string> = /* @__PURE__ */ (() =>
  new Set(
    `accesslimited internal_error invited_user_not_created fatal_error service_unavailable missing_scope addresses_invalid emails_invalid phoneNumbers_invalid
    photos_invalid roles_invalid groups_invalid bad_email_address bad_endpoint cannot_make_user_guest cannot_decode_user_id cannot_modify_owner cannot_modify_gdpr
    cannot_disable_bot_user_with_scim cannot_disable_primary_owner primary_owner_check_failure email_empty email_invalid
    email_taken failed_to_remove_users_for_linked_subteam group_members_create_failed group_creation_failed
    group_member_max_exceeded idp_group_linked_to_channels improper_enterprise_schema_format incomplete_filter
    invalid_filter_group invalid_query no_filters query_building_failed database_query_failure invalid_attribute_format
    invalid_authentication missing_authentication invalid_display_name invalid_emoji_not_allowed invalid_name_maxlength
    invalid_name_specials invalid_name_required invalid_reserved_word invalid_starts_with_at invalid_request_payload
    invalid_sort_order long_nickname long_username method_not_allowed missing_primary_email missing_schema_element
    missing_group_id missing_user_id no_such_group no_such_group_members no_such_user unknown_user non_org_teams_only
    password_change_not_allowed permission_denied plus_teams_only ratelimited resource_locked
    too_many_requests too_many_users truncation_error unable_to_add_deleted_or_guest_to_group
    unable_to_create_team_profile_fields unsupported_version user_creation_failed username_empty username_invalid
    username_not_allowed username_required username_taken username_too_long`.split(/\s+/),
  ))()

/** RFC 7644 3.12, table 9. */
const SCIM_TYPES: ReadonlySet<string> = /* @__PURE__ */ (() =>
  new Set([
    'invalidFilter',
    'tooMany',
    'uniqueness',
    'mutability',
    'invalidSyntax',
    'invalidPath',
    'noTarget',
    'invalidValue',
    'invalidVers',
    'sensitive',
  ]))()

/** Characters of a description that are looked at. */
const MAX_LENGTH = 500
const CODE = /^\s*(\w+)(?![\w@.-])/
/** The one piece of context that callers need (Slack writes it behind `email_taken`): the id of the account. */
const HOLDER = /\sexisting_user=[UW][A-Z0-9]{1,31}(?![\w@.-])/

/** What the browser is told of an error of the service. */
export interface ShownError {
  readonly description: string
  readonly scimType: string | undefined
  /** Whether a part of the service's text is not shown. */
  readonly isCut: boolean
}

/**
 * Takes a known code, with a known suffix, out of an error of the service. No other text is shown: it may name
 * accounts, addresses and hosts.
 */
export function showError(status: number, errors: SCIMErrors | undefined): ShownError {
  const text = errors?.description?.slice(0, MAX_LENGTH) ?? ''
  const code = CODE.exec(text)?.[1] ?? ''
  const description = CODES.has(code)
    ? code + (HOLDER.exec(text)?.[0] ?? '').replace(/^\s/, ' ')
    : `relay_upstream_failed (the service answered ${status} with no known code)`
  const { scimType } = errors ?? {}
  return {
    description,
    scimType: scimType !== undefined && SCIM_TYPES.has(scimType) ? scimType : undefined,
    isCut: description !== text,
  }
}
