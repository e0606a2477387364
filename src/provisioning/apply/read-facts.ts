import type { Plan } from '../plan/plan.ts'
import { SCIMPlanError } from '../plan/plan-error.ts'
import { SCIMOrganizationError } from '../snapshot/organization-error.ts'
import type { OrganizationFacts, OrganizationReader } from '../snapshot/snapshot.ts'

/**
 * Reads what SCIM does not tell, of the organization of a plan and of no other.
 *
 * @throws {@link SCIMPlanError} `wrong_organization`
 */
export async function readFacts(
  reader: OrganizationReader | undefined,
  { organization }: Plan,
  signal: AbortSignal | undefined,
): Promise<OrganizationFacts | undefined> {
  try {
    return await reader?.({ signal, expect: organization })
  } catch (error) {
    if (error instanceof SCIMOrganizationError && error.reason === 'wrong_organization')
      throw new SCIMPlanError(error.message, 'wrong_organization')
    throw error
  }
}
