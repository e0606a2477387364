import { SCIMApiError, SCIMConflictError } from '../../errors/api-error.ts'
import { ATTRIBUTE_NAMES, type Attribute } from '../attributes/attribute.ts'

/** The attributes that Slack's reasons speak of (https://docs.slack.dev/reference/scim-api#errors). */
const BY_REASON: Readonly<Record<string, readonly Attribute[]>> = {
  addresses_invalid: ['street', 'city', 'region', 'postalCode', 'country'],
  bad_email_address: ['email', 'secondEmail'],
  email_invalid: ['email', 'secondEmail'],
  emails_invalid: ['email', 'secondEmail'],
  improper_enterprise_schema_format: ['manager'],
  invalid_display_name: ['displayName'],
  invalid_starts_with_at: ['displayName'],
  long_nickname: ['userName'],
  phoneNumbers_invalid: ['phone', 'mobile'],
  photos_invalid: ['photo'],
  roles_invalid: ['role'],
  username_invalid: ['userName'],
  username_not_allowed: ['userName'],
  username_too_long: ['userName'],
  long_username: ['userName'],
}

/** Whether Slack refused what an account is to have, and might take a part of it. */
export function isRefusedValue(error: unknown): error is SCIMApiError {
  return error instanceof SCIMApiError && error.status === 400 && !(error instanceof SCIMConflictError)
}

/**
 * The attributes that a refusal speaks of: by its reason, or by a name in its description.
 *
 * @returns nothing if Slack does not say
 */
export function blamed({ reason, description }: SCIMApiError, sent: readonly Attribute[]): Attribute[] {
  const named = BY_REASON[reason ?? '']
  if (named) return sent.filter((attribute) => named.includes(attribute))
  const words = new Set((description ?? '').split(/[^A-Za-z]+/))
  const found = ATTRIBUTE_NAMES.filter((name) => words.has(name) && sent.includes(name))
  return found.length === 1 ? found : []
}
