/**
 * The SCIM client that Slack never shipped for JavaScript.
 *
 * @module
 */

export type { CallContext, Middleware, Next } from './chain/middleware.ts'
export type { TokenSource } from './chain/token.ts'
export type { UnknownAttributes } from './chain/unknown-attributes.ts'
export type { Strictness, Validation } from './chain/validate.ts'
export type { APICall } from './client/api-call.ts'
export type { Client } from './client/client.ts'
export type {
  ClientTraits,
  GroupOperations,
  PatchGroupOptions,
  PatchUserOptions,
  UserOperations,
} from './client/operations.ts'
export type { CallOptions, SCIMClientOptions } from './client/options.ts'
export type * from './client/responses.ts'
export { SCIMClient } from './client/scim-client.ts'
export { SCIM2Client } from './client/scim2-client.ts'
export type { SearchParams } from './client/search.ts'
export { settle } from './client/settle.ts'
export type { SCIMDialect } from './dialects/dialect.ts'
export { SCIMAbortError } from './errors/abort-error.ts'
export { SCIMApiError, SCIMConflictError, SCIMRateLimitError } from './errors/api-error.ts'
export type { Applied } from './errors/applied.ts'
export { SCIMConfigurationError } from './errors/configuration-error.ts'
export { SCIMConnectionError } from './errors/connection-error.ts'
export { SCIMPacingError } from './errors/pacing-error.ts'
export { type RefusalReason, SCIMRefusedError } from './errors/refused-error.ts'
export { SCIMResponseError } from './errors/response-error.ts'
export { SCIMError, type SCIMErrorInit } from './errors/scim-error.ts'
export { SCIMTimeoutError } from './errors/timeout-error.ts'
export { type SCIMIssue, SCIMValidationError } from './errors/validation-error.ts'
export type * from './events/events.ts'
export type { Logger } from './events/logger.ts'
export type { Filter } from './filter/filter.ts'
export { SCIMFilterError } from './filter/filter-error.ts'
export {
  type FilterSupport,
  SUPPORT_1_1 as FILTER_SUPPORT_1_1,
  SUPPORT_2_0 as FILTER_SUPPORT_2_0,
} from './filter/filter-support.ts'
export type { SCIMList } from './lists/list.ts'
export type { ListEnd, ListPage } from './lists/page.ts'
export type { WalkOptions } from './lists/walk.ts'
export type { PaceOutcome, PaceRequest, Pacer, Permit } from './pacing/pacer.ts'
export type { SCIMErrors } from './protocol/error-envelope.ts'
export type { SCIMMethod, SCIMRequest } from './protocol/request.ts'
export { SCIMResponse, type SCIMResponseHeaders, type SCIMResponseInit } from './protocol/response.ts'
export type { FailedAttempt, RetryHandler, RetryHandlerOptions } from './retry/handler.ts'
export {
  ConnectionErrorRetryHandler,
  defaultRetryHandlers,
  RateLimitErrorRetryHandler,
  ServerErrorRetryHandler,
} from './retry/handlers.ts'
export {
  BackoffRetryIntervalCalculator,
  FixedValueRetryIntervalCalculator,
  type Jitter,
  RandomJitter,
  type RetryIntervalCalculator,
} from './retry/interval.ts'
export type { ResourceType, SchemaDescription } from './schemas/discovery.ts'
export type { EnterpriseUser, Manager } from './schemas/enterprise-user.ts'
export type * from './schemas/group.ts'
export type { Meta } from './schemas/meta.ts'
export type { PatchOp, PatchOperation } from './schemas/patch-op.ts'
export type {
  AuthenticationScheme,
  Capability,
  ServiceProviderConfig,
} from './schemas/service-provider-config.ts'
export type { GuestChannel, SlackGuest } from './schemas/slack-guest.ts'
export type { SlackProfile } from './schemas/slack-profile.ts'
export { URN_1_1, URN_2_0 } from './schemas/urns.ts'
export type * from './schemas/user.ts'
export type * from './schemas/user-parts.ts'
export type { ExtensionUrns } from './schemas/user-shape.ts'
export { type ActivationOptions, deactivateUser, reactivateUser } from './tasks/activation.ts'
export { availableUserName } from './tasks/available-user-name.ts'
export { type ChangeEmailOptions, changeEmail } from './tasks/change-email.ts'
export {
  type ConvertOptions,
  type ConvertToGuestOptions,
  convertToGuest,
  convertToMember,
  setGuestExpiration,
} from './tasks/convert-guest.ts'
export { ensureUser } from './tasks/ensure-user.ts'
export type { EnsuredUser, EnsureOptions } from './tasks/ensured-user.ts'
export { findGroupByName } from './tasks/find-group.ts'
export { type FindOptions, findUserByEmail, findUserByUserName } from './tasks/find-user.ts'
export {
  addGroupMembers,
  removeGroupMembers,
  type SetMembersOptions,
  type SetMembersResult,
  setGroupMembers,
} from './tasks/group-members.ts'
export { isMember } from './tasks/is-member.ts'
export {
  type ProfilePhotoOptions,
  type ProfilePhotoResult,
  setProfilePhoto,
} from './tasks/profile-photo.ts'
export { resolveUser } from './tasks/resolve-user.ts'
export { setManager } from './tasks/set-manager.ts'
export type { TaskOptions } from './tasks/task.ts'
export { toWritable } from './tasks/to-writable.ts'
export type { Clock } from './time/clock.ts'
export { type FetchFunction, fetchTransport } from './transports/fetch-transport.ts'
export type { Transport, TransportInit, TransportResponse } from './transports/transport.ts'
