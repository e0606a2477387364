/**
 * Keeps Slack equal to a directory: what a directory says and what Slack has become a plan, which is data to read
 * before anything is written.
 *
 * @module
 */

export { ATTRIBUTE_NAMES, type Attribute, type Attributes } from './attributes/attribute.ts'
export type * from './desired/desired.ts'
export type * from './desired/source.ts'
export type * from './links/links.ts'
export type * from './plan/plan.ts'
export type * from './plan/step.ts'
export type * from './policy/policy.ts'
export type * from './snapshot/snapshot.ts'
