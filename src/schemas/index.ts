/**
 * The valibot schemas of what Slack's SCIM reads and writes, beside the interfaces that they check.
 *
 * Each is a function, so that a bundler keeps only those that are called.
 *
 * @module
 */

export type { ResourceType, SchemaDescription } from './discovery.ts'
export type { EnterpriseUser, Manager } from './enterprise-user.ts'
export { type ErrorEnvelope1, type ErrorEnvelope2, errorEnvelope1, errorEnvelope2 } from './error-envelope.ts'
export type { Group, GroupAttributes, GroupCreate, GroupMember, GroupUpdate } from './group.ts'
export { group, groupAttributes } from './group-schema.ts'
export { type ListResponse, listResponse } from './list-response.ts'
export type { Meta } from './meta.ts'
export { type PatchOp, type PatchOperation, patchOp } from './patch-op.ts'
export {
  type AuthenticationScheme,
  type Capability,
  type ServiceProviderConfig,
  serviceProviderConfig,
} from './service-provider-config.ts'
export type { GuestChannel, SlackGuest } from './slack-guest.ts'
export type { SlackProfile } from './slack-profile.ts'
export { URN_1_1, URN_2_0 } from './urns.ts'
export type { User, UserAttributes, UserCreate, UserUpdate } from './user.ts'
export type {
  Address,
  Email,
  GroupReference,
  Name,
  PhoneNumber,
  Photo,
  Removable,
  Role,
} from './user-parts.ts'
export {
  enterpriseUser,
  meta,
  slackGuest,
  slackProfile,
  user,
  userAttributes,
} from './user-schema.ts'
export type { ExtensionUrns } from './user-shape.ts'
