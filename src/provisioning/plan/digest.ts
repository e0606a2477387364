import { canonicalJson } from './canonical-json.ts'
import type { Plan } from './plan.ts'

/**
 * Computes the digest of what a plan does: SHA-256 over its organization, its steps and the links that it makes.
 *
 * Two plans with one digest send the same requests and take the same accounts for the same people, so an approval of a
 * digest is an approval of that. The time of the plan, what is held and what has drifted do not count.
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
export async function planDigest(
  plan: Pick<Plan, 'organization' | 'steps'> & Partial<Pick<Plan, 'links'>>,
): Promise<string> {
  const { organization, steps, links = [] } = plan
  const bytes = new TextEncoder().encode(
    canonicalJson({ organization, steps, ...(links.length > 0 && { links }) }),
  )
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
