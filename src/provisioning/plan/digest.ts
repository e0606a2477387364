import { canonicalJson } from './canonical-json.ts'
import type { Plan } from './plan.ts'

/**
 * Computes the digest of what a plan does: SHA-256 over its organization and its steps.
 *
 * Two plans with one digest send the same requests, so an approval of a digest is an approval of these steps. The time
 * of the plan, what is held and what has drifted do not count.
 *
 * @param plan - a plan
 * @returns 64 hexadecimal digits
 *
 * @example
 * ```ts
 * import { type Plan, planDigest } from 'slack-scim/provisioning'
 *
 * export const isApproved = async (plan: Plan, approved: string) => (await planDigest(plan)) === approved
 * ```
 */
export async function planDigest(plan: Pick<Plan, 'organization' | 'steps'>): Promise<string> {
  const { organization, steps } = plan
  const bytes = new TextEncoder().encode(canonicalJson({ organization, steps }))
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
