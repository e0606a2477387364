/**
 * Keeps Slack equal to a directory: what a directory says and what Slack has become a plan, which is data to read
 * before anything is written.
 *
 * @module
 */

export { ATTRIBUTE_NAMES, type Attribute, type Attributes } from './attributes/attribute.ts'
export { canonicalAttributes, canonicalValue, isSameValue, isUnset } from './attributes/canonical.ts'
export { personName } from './attributes/person-name.ts'
export type { DialectNames } from './attributes/slots.ts'
export { type ToUserOptions, toPartial, toUser } from './attributes/write.ts'
export type * from './desired/desired.ts'
export type * from './desired/source.ts'
export { SCIMGuardError } from './guards/guard-error.ts'
export type * from './guards/history.ts'
export type * from './guards/violation.ts'
export type * from './journal/entry.ts'
export { type JournalReason, SCIMJournalError } from './journal/journal-error.ts'
export type { JournalStore, Lease } from './journal/journal-store.ts'
export { type MemoryJournalOptions, memoryJournal } from './journal/memory-journal.ts'
export type * from './links/held.ts'
export type * from './links/links.ts'
export { type MatchInput, matchPeople } from './links/match-people.ts'
export type * from './links/situation.ts'
export { emptyLinks } from './links/written.ts'
export { type ActionCounts, actionsOf } from './plan/actions.ts'
export { planDigest } from './plan/digest.ts'
export type * from './plan/plan.ts'
export { type PlanErrorReason, SCIMPlanError } from './plan/plan-error.ts'
export { resolveStep } from './plan/resolve-step.ts'
export { type Standing, standing } from './plan/standing.ts'
export type * from './plan/step.ts'
export type * from './policy/policy.ts'
export { type MarkdownOptions, renderMarkdown } from './render/markdown.ts'
export type { Palette } from './render/palette.ts'
export type { Estimate, LimitUse, RenderOptions } from './render/render-options.ts'
export { renderText, type TextOptions } from './render/text.ts'
export type * from './snapshot/snapshot.ts'
