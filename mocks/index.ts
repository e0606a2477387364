/**
 * An emulator of Slack's SCIM service: both dialects over one directory, in memory, in every runtime.
 *
 * @module
 */

export type { AssumptionUse } from './assumption-ledger.ts'
export { ASSUMPTIONS, type AssumptionName, type Assumptions } from './assumptions.ts'
export type { Clock } from './clock.ts'
export { COVERAGE, type Covered } from './coverage.ts'
export type { GroupRecord } from './directory/group.ts'
export type { Organization } from './directory/organization.ts'
export type { Address, Enterprise, Guest, Profile, Rank, UserRecord } from './directory/user.ts'
export { createEmulator, type Emulator, type EmulatorOptions } from './emulator.ts'
export { EmulatorError } from './emulator-error.ts'
export type { EmulatorEvent } from './events.ts'
export type {
  BodyFault,
  ConnectionFault,
  Fault,
  FaultMatch,
  HangFault,
  InterferenceFault,
  LatencyFault,
  RateLimitFault,
  RefusalFault,
  RevertFault,
  StatusFault,
} from './faults/fault.ts'
export type { Faults } from './faults/schedule.ts'
export type { EmulatorFetch, EmulatorTransport } from './fetch.ts'
export { type Fixture, type Fixtures, fixtures } from './fixtures/index.ts'
export { interceptFetch } from './intercept-fetch.ts'
export type { LimitForm } from './limits/counter.ts'
export type { OtherApp } from './limits/other-app.ts'
export type { LimitOptions } from './limits.ts'
export type { Reason } from './refusal.ts'
export type { Seed, SeedGroup, SeedToken, SeedUser } from './seed.ts'
export { seedDirectory } from './seed-directory.ts'
export type { EmulatorState, StateGroup, StateUser } from './state.ts'
export type { Outcome, WireReply, WireRequest } from './wire.ts'
export { type SlackWorld, slackWorlds } from './worlds.ts'
