/**
 * An emulator of Slack's SCIM service: both dialects over one directory, in memory, in every runtime.
 *
 * @module
 */

export { ASSUMPTIONS, type AssumptionName, type Assumptions } from './assumptions/assumptions.ts'
export type { AssumptionUse } from './assumptions/ledger.ts'
export { type SlackWorld, slackWorlds } from './assumptions/worlds.ts'
export { COVERAGE } from './coverage/coverage.ts'
export type { Covered } from './coverage/covered.ts'
export type { GroupRecord } from './directory/group.ts'
export type { Organization } from './directory/organization.ts'
export type { Address, Enterprise, Guest, Profile, Rank, UserRecord } from './directory/user.ts'
export { createEmulator, type Emulator } from './emulator/emulator.ts'
export { interceptFetch } from './emulator/intercept-fetch.ts'
export type { EmulatorOptions } from './emulator/options.ts'
export { EmulatorError } from './errors/emulator-error.ts'
export type { Reason } from './errors/refusal.ts'
export type { EmulatorEvent } from './events/event-log.ts'
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
export { type Fixture, type Fixtures, fixtures } from './fixtures/index.ts'
export type { EmulatorFetch, EmulatorTransport } from './http/fetch.ts'
export type { Outcome, WireReply, WireRequest } from './http/wire.ts'
export type { LimitForm } from './limits/counter.ts'
export type { LimitOptions } from './limits/limits.ts'
export type { OtherApp } from './limits/other-app.ts'
export type { Seed, SeedGroup, SeedToken, SeedUser } from './seed/seed.ts'
export { seedDirectory } from './seed/seed-directory.ts'
export type { EmulatorState, StateGroup, StateUser } from './state/state.ts'
export type { Clock } from './time/clock.ts'
export { type VirtualClock, type VirtualClockOptions, virtualClock } from './time/virtual-clock.ts'
