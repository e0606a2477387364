/**
 * Renders a plan of `slack-scim/provisioning` as one self-contained page.
 *
 * @module
 */

export type { GuardName, Violation } from '../guards/violation.ts'
export type { Action } from '../policy/policy.ts'
export type { Estimate, LimitUse, RenderOptions } from '../render/render-options.ts'
export { type HtmlOptions, renderHtml } from './html.ts'
