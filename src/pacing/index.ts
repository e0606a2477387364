/**
 * Pacing: `slackPacer` starts each request the moment that Slack's rate limits allow it.
 *
 * `callStatistics` counts calls by operation and organization. Machines share one pace through `slack-scim/pacing/redis` or `slack-scim/pacing/durable-object`.
 *
 * @module
 */

export { SCIMPacingError } from '../errors/pacing-error.ts'
export {
  type CallStatistics,
  type CallStatisticsOptions,
  callStatistics,
  type OperationStatistics,
} from './call-statistics.ts'
export type * from './events.ts'
export { type RateLimit, SLACK_LIMITS, type SlackLimits } from './limits.ts'
export type { PaceOutcome, PaceRequest, Pacer, Permit } from './pacer.ts'
export { type SlackPacer, type SlackPacerOptions, slackPacer } from './slack-pacer.ts'
export type { LimitSnapshot, PacingSnapshot } from './snapshot.ts'
export type { SharedPacing } from './store.ts'
