import type { UserOperations } from '../../client/operations.ts'
import type { CallOptions } from '../../client/options.ts'
import { SCIMRefusedError } from '../../errors/refused-error.ts'
import { hostOf, mostFrequent } from './read-accounts.ts'

/** Accounts by whose profiles an organization is known. */
const SAMPLE = 10

/** The error for an organization that nothing tells. */
export function unknownOrganization(operation: string): SCIMRefusedError {
  const fix = 'pass facts, such as slackOrganization({ token })'
  return new SCIMRefusedError(`${operation}: organization: no account shows a profile: ${fix}`, 'not_found')
}

/**
 * Reads the organization of a token from the profiles of a few accounts, with one request.
 *
 * @throws {@link SCIMRefusedError} `not_found` if none shows a profile
 */
export async function readOrganization(
  operation: string,
  client: Pick<UserOperations, 'searchUsers'>,
  options: CallOptions = {},
): Promise<string> {
  const hosts = new Map<string, number>()
  let seen = 0
  for await (const { profileUrl } of client.searchUsers({ count: SAMPLE }, options)) {
    const host = hostOf(profileUrl)
    if (host) hosts.set(host, (hosts.get(host) ?? 0) + 1)
    seen++
    if (seen === SAMPLE) break
  }
  const organization = mostFrequent(hosts)
  if (!organization) throw unknownOrganization(operation)
  return organization
}
