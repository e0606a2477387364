import { describe, expect, test } from 'vitest'
import { ROOT } from '../tool.ts'
import { SOURCES } from './entries.ts'
import { readSurface } from './surface.ts'

// A name that comes or goes is a decision: look at the difference, then `vitest run tests/package/surface.test.ts -u`.

async function names(entry: string): Promise<string[]> {
  const path = SOURCES.get(entry)
  if (!path) throw new Error(`deno.json exports no ${entry}.`)
  const [surface, module] = await Promise.all([readSurface(path), import(/* @vite-ignore */ ROOT + path)])
  const known = surface.names.map(({ name, kind }) => {
    const isValue = ['class', 'const', 'function'].includes(kind)
    // `export type` of a class.
    return `${isValue && !(name in module) ? 'type' : kind} ${name}`
  })
  return [...new Set(known)].sort()
}

describe('names that an entry exports', () => {
  test('slack-scim', async () => {
    expect(await names('slack-scim')).toMatchInlineSnapshot(`
      [
        "class BackoffRetryIntervalCalculator",
        "class ConnectionErrorRetryHandler",
        "class FixedValueRetryIntervalCalculator",
        "class RandomJitter",
        "class RateLimitErrorRetryHandler",
        "class SCIM2Client",
        "class SCIMAbortError",
        "class SCIMApiError",
        "class SCIMClient",
        "class SCIMConfigurationError",
        "class SCIMConflictError",
        "class SCIMConnectionError",
        "class SCIMError",
        "class SCIMFilterError",
        "class SCIMPacingError",
        "class SCIMRateLimitError",
        "class SCIMRefusedError",
        "class SCIMResponse",
        "class SCIMResponseError",
        "class SCIMTimeoutError",
        "class SCIMValidationError",
        "class ServerErrorRetryHandler",
        "const SLACK_LIMITS",
        "function addGroupMembers",
        "function deactivateUser",
        "function defaultRetryHandlers",
        "function ensureUser",
        "function fetchTransport",
        "function findUserByEmail",
        "function findUserByUserName",
        "function reactivateUser",
        "function removeGroupMembers",
        "function setGroupMembers",
        "function settle",
        "function slackPacer",
        "function toWritable",
        "interface APICall",
        "interface ActivationOptions",
        "interface Address",
        "interface AttemptEndEvent",
        "interface AttemptStartEvent",
        "interface AuthenticationScheme",
        "interface CallContext",
        "interface CallEndEvent",
        "interface CallOptions",
        "interface CallStartEvent",
        "interface Capability",
        "interface Clock",
        "interface DomainOptions",
        "interface DriftEvent",
        "interface Email",
        "interface EnsureOptions",
        "interface EnsuredUser",
        "interface EnterpriseUser",
        "interface FailedAttempt",
        "interface FindOptions",
        "interface Group",
        "interface GroupAttributes",
        "interface GroupCreate",
        "interface GroupCreateResponse",
        "interface GroupMember",
        "interface GroupPatchResponse",
        "interface GroupReference",
        "interface GroupUpdate",
        "interface GroupUpdateResponse",
        "interface GuestChannel",
        "interface Jitter",
        "interface LimitSnapshot",
        "interface ListChangedEvent",
        "interface ListEnd",
        "interface ListEndEvent",
        "interface ListPage",
        "interface Logger",
        "interface Manager",
        "interface Meta",
        "interface Middleware",
        "interface Name",
        "interface PaceLearnedEvent",
        "interface PaceOutcome",
        "interface PacePausedEvent",
        "interface PaceQueuedEvent",
        "interface PaceRequest",
        "interface PaceStoreEvent",
        "interface PaceWaitedEvent",
        "interface Pacer",
        "interface PacingSnapshot",
        "interface PatchOp",
        "interface PatchOperation",
        "interface Permit",
        "interface PhoneNumber",
        "interface Photo",
        "interface RateLimit",
        "interface ReadGroupResponse",
        "interface ReadUserResponse",
        "interface Removable",
        "interface ResourceType",
        "interface ResourceTypesResponse",
        "interface RetryEvent",
        "interface RetryHandler",
        "interface RetryHandlerOptions",
        "interface RetryIntervalCalculator",
        "interface Role",
        "interface SCIMClientOptions",
        "interface SCIMErrors",
        "interface SCIMIssue",
        "interface SCIMRequest",
        "interface SCIMResponseHeaders",
        "interface SCIMResponseInit",
        "interface SchemaDescription",
        "interface SchemaResponse",
        "interface SchemasResponse",
        "interface SearchGroupsResponse",
        "interface SearchParams",
        "interface SearchUsersResponse",
        "interface ServiceProviderConfig",
        "interface ServiceProviderConfigResponse",
        "interface SetMembersOptions",
        "interface SetMembersResult",
        "interface SharedPacing",
        "interface SlackGuest",
        "interface SlackPacer",
        "interface SlackPacerOptions",
        "interface SlackProfile",
        "interface TransportInit",
        "interface TransportResponse",
        "interface User",
        "interface UserAttributes",
        "interface UserCreate",
        "interface UserCreateResponse",
        "interface UserPatchResponse",
        "interface UserUpdate",
        "interface UserUpdateResponse",
        "interface Validation",
        "interface WarningEvent",
        "type Applied",
        "type Client",
        "type FetchFunction",
        "type Filter",
        "type GroupDeleteResponse",
        "type Next",
        "type PacingEvent",
        "type RefusalReason",
        "type SCIMEvent",
        "type SCIMList",
        "type SCIMMethod",
        "type SlackLimits",
        "type Strictness",
        "type TokenSource",
        "type Transport",
        "type UserDeleteResponse",
      ]
    `)
  })

  test('slack-scim/filter', async () => {
    expect(await names('slack-scim/filter')).toMatchInlineSnapshot(`
      [
        "class SCIMFilterError",
        "const co",
        "const eq",
        "const ew",
        "const ge",
        "const gt",
        "const le",
        "const lt",
        "const ne",
        "const sw",
        "function and",
        "function formatFilter",
        "function matchesFilter",
        "function not",
        "function or",
        "function parseFilter",
        "function pr",
        "function valuePath",
        "interface ComparisonFilter",
        "interface LogicalFilter",
        "interface MatchOptions",
        "interface NegatedFilter",
        "interface PresenceFilter",
        "interface ValuePathFilter",
        "type ComparisonOperator",
        "type Filter",
        "type FilterValue",
      ]
    `)
  })

  test('slack-scim/patch', async () => {
    expect(await names('slack-scim/patch')).toMatchInlineSnapshot(`
      [
        "class SCIMPatchError",
        "function add",
        "function applyPatch",
        "function diffResources",
        "function patchOp",
        "function remove",
        "function replace",
        "interface PatchOp",
        "interface PatchOperation",
        "interface ResourceDiff",
        "interface Unsaid",
        "type PartialResource",
        "type PatchOf",
        "type PatchProblem",
      ]
    `)
  })

  test('slack-scim/schemas', async () => {
    expect(await names('slack-scim/schemas')).toMatchInlineSnapshot(`
      [
        "const SUPPORT_1_1",
        "const SUPPORT_2_0",
        "const URN_1_1",
        "const URN_2_0",
        "function enterpriseUser",
        "function errorEnvelope1",
        "function errorEnvelope2",
        "function group",
        "function groupAttributes",
        "function listResponse",
        "function meta",
        "function patchOp",
        "function serviceProviderConfig",
        "function slackGuest",
        "function slackProfile",
        "function user",
        "function userAttributes",
        "interface Address",
        "interface AuthenticationScheme",
        "interface Capability",
        "interface Email",
        "interface EnterpriseUser",
        "interface ErrorEnvelope1",
        "interface ErrorEnvelope2",
        "interface ExtensionUrns",
        "interface FilterSupport",
        "interface Group",
        "interface GroupAttributes",
        "interface GroupCreate",
        "interface GroupMember",
        "interface GroupReference",
        "interface GroupUpdate",
        "interface GuestChannel",
        "interface ListResponse",
        "interface Manager",
        "interface Meta",
        "interface Name",
        "interface PatchOp",
        "interface PatchOperation",
        "interface PhoneNumber",
        "interface Photo",
        "interface Removable",
        "interface ResourceType",
        "interface Role",
        "interface SchemaDescription",
        "interface ServiceProviderConfig",
        "interface SlackGuest",
        "interface SlackProfile",
        "interface User",
        "interface UserAttributes",
        "interface UserCreate",
        "interface UserUpdate",
      ]
    `)
  })

  test('slack-scim/node', async () => {
    expect(await names('slack-scim/node')).toMatchInlineSnapshot(`
      [
        "function nodeTransport",
        "interface ClosableTransport",
        "interface ProxyTransportOptions",
        "interface TLSOptions",
      ]
    `)
  })

  test('slack-scim/bun', async () => {
    expect(await names('slack-scim/bun')).toMatchInlineSnapshot(`
      [
        "function bunTransport",
        "interface ProxyTransportOptions",
        "interface TLSOptions",
      ]
    `)
  })

  test('slack-scim/deno', async () => {
    expect(await names('slack-scim/deno')).toMatchInlineSnapshot(`
      [
        "function denoTransport",
        "interface ClosableTransport",
        "interface ProxyTransportOptions",
        "interface TLSOptions",
      ]
    `)
  })

  test('slack-scim/workers', async () => {
    expect(await names('slack-scim/workers')).toMatchInlineSnapshot(`
      [
        "function workersTransport",
        "interface FetcherBinding",
        "interface WorkersTransportOptions",
      ]
    `)
  })

  test('slack-scim/relay', async () => {
    expect(await names('slack-scim/relay')).toMatchInlineSnapshot(`
      [
        "function relayTransport",
        "interface RelayTransportOptions",
        "type RelayHeaders",
      ]
    `)
  })

  test('slack-scim/relay/server', async () => {
    expect(await names('slack-scim/relay/server')).toMatchInlineSnapshot(`
      [
        "function createRelay",
        "interface RelayCreateRule",
        "interface RelayDeleteRule",
        "interface RelayOptions",
        "interface RelayReadRule",
        "interface RelayRefusedEvent",
        "interface RelayReplaceUserRule",
        "interface RelayRules",
        "interface RelaySearchRule",
        "interface RelayWriteRule",
        "type Relay",
        "type RelayAttributes",
        "type RelayEvent",
        "type RelayOperation",
        "type RelayReason",
      ]
    `)
  })

  test('slack-scim/pacing/redis', async () => {
    expect(await names('slack-scim/pacing/redis')).toMatchInlineSnapshot(`
      [
        "function redisPacing",
        "interface RedisPacingOptions",
        "interface SharedPacing",
        "interface SharedPacingOptions",
        "type RedisEval",
      ]
    `)
  })

  test('slack-scim/pacing/durable-object', async () => {
    expect(await names('slack-scim/pacing/durable-object')).toMatchInlineSnapshot(`
      [
        "class SlackPacing",
        "function durableObjectPacing",
        "interface DurableObjectPacingOptions",
        "interface PacingNamespace",
        "interface PacingObjectState",
        "interface SharedPacing",
        "interface SharedPacingOptions",
      ]
    `)
  })

  test('slack-scim/mocks', async () => {
    expect(await names('slack-scim/mocks')).toMatchInlineSnapshot(`
      [
        "class EmulatorError",
        "const ASSUMPTIONS",
        "const COVERAGE",
        "function createEmulator",
        "function fixtures",
        "function interceptFetch",
        "function seedDirectory",
        "function slackWorlds",
        "interface Address",
        "interface AssumptionUse",
        "interface BodyFault",
        "interface Clock",
        "interface ConnectionFault",
        "interface Covered",
        "interface Emulator",
        "interface EmulatorOptions",
        "interface EmulatorState",
        "interface Enterprise",
        "interface FaultMatch",
        "interface Faults",
        "interface Fixture",
        "interface GroupRecord",
        "interface Guest",
        "interface HangFault",
        "interface InterferenceFault",
        "interface LatencyFault",
        "interface LimitOptions",
        "interface Organization",
        "interface OtherApp",
        "interface Profile",
        "interface RateLimitFault",
        "interface RefusalFault",
        "interface RevertFault",
        "interface Seed",
        "interface SeedGroup",
        "interface SeedToken",
        "interface SeedUser",
        "interface SlackWorld",
        "interface StatusFault",
        "interface UserRecord",
        "interface WireReply",
        "interface WireRequest",
        "type AssumptionName",
        "type Assumptions",
        "type EmulatorEvent",
        "type EmulatorFetch",
        "type EmulatorTransport",
        "type Fault",
        "type Fixtures",
        "type LimitForm",
        "type Outcome",
        "type Rank",
        "type Reason",
        "type StateGroup",
        "type StateUser",
      ]
    `)
  })

  test('slack-scim/mocks/msw', async () => {
    expect(await names('slack-scim/mocks/msw')).toMatchInlineSnapshot(`
      [
        "function scimHandlers",
        "interface SCIMHandlersOptions",
      ]
    `)
  })

  test('slack-scim/mocks/server', async () => {
    expect(await names('slack-scim/mocks/server')).toMatchInlineSnapshot(`
      [
        "function serveEmulator",
        "interface EmulatorServer",
        "interface ServeOptions",
      ]
    `)
  })
})

describe('the list above', () => {
  test('has every entry', () => {
    expect([...SOURCES.keys()].sort()).toEqual([
      'slack-scim',
      'slack-scim/bun',
      'slack-scim/deno',
      'slack-scim/filter',
      'slack-scim/mocks',
      'slack-scim/mocks/msw',
      'slack-scim/mocks/server',
      'slack-scim/node',
      'slack-scim/pacing/durable-object',
      'slack-scim/pacing/redis',
      'slack-scim/patch',
      'slack-scim/relay',
      'slack-scim/relay/server',
      'slack-scim/schemas',
      'slack-scim/workers',
    ])
  })
})
