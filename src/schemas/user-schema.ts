import type { GenericSchema } from 'valibot'
import type { EnterpriseUser } from './enterprise-user.ts'
import type { Meta } from './meta.ts'
import type { SlackGuest } from './slack-guest.ts'
import type { SlackProfile } from './slack-profile.ts'
import { toSchema } from './to-schema.ts'
import type { User, UserAttributes } from './user.ts'
import {
  type ExtensionUrns,
  enterpriseUserShape,
  metaShape,
  slackGuestShape,
  slackProfileShape,
  userAttributesShape,
  userShape,
} from './user-shape.ts'

/** The schema of `meta`. */
export function meta(): GenericSchema<unknown, Meta> {
  return toSchema(metaShape())
}

/** The schema of the enterprise extension. */
export function enterpriseUser(): GenericSchema<unknown, EnterpriseUser> {
  return toSchema(enterpriseUserShape())
}

/** The schema of the guest extension. */
export function slackGuest(): GenericSchema<unknown, SlackGuest> {
  return toSchema(slackGuestShape())
}

/** The schema of the profile extension. */
export function slackProfile(): GenericSchema<unknown, SlackProfile> {
  return toSchema(slackProfileShape())
}

/** The schema of what can be written of a user, in the dialect of the given URNs. */
export function userAttributes(urns: ExtensionUrns): GenericSchema<unknown, UserAttributes> {
  return toSchema(userAttributesShape(urns))
}

/** The schema of a user as Slack sends it, in the dialect of the given URNs. */
export function user(urns: ExtensionUrns): GenericSchema<unknown, User> {
  return toSchema(userShape(urns))
}
