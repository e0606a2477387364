import {
  type OrganizationFacts,
  type OrganizationReader,
  SCIMOrganizationError,
} from '../../src/provisioning/index.ts'
import type { Output } from '../terminal/output.ts'

/** Whether the token may not read what SCIM does not tell: it lacks the scope `users:read`. */
export function isMissingScope(error: unknown): error is SCIMOrganizationError {
  return error instanceof SCIMOrganizationError && error.reason === 'missing_scope'
}

/**
 * A reader of the organization that finds nothing where the token may not read it, and says so.
 *
 * @param without - what is not known then
 */
export function readIfAllowed(
  facts: OrganizationReader,
  output: Output,
  without: string,
): (options?: Parameters<OrganizationReader>[0]) => Promise<OrganizationFacts | undefined> {
  return async (options) => {
    try {
      return await facts(options)
    } catch (error) {
      if (!isMissingScope(error)) throw error
      output.note(`warning: ${error.message}. Until then ${without}.`)
      return undefined
    }
  }
}
