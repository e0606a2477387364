import { SCIMApiError, type SCIMClient, SCIMRefusedError, type User } from '../../src/index.ts'
import type { Directory } from './directory.ts'
import type { Report } from './report.ts'

/** How many requests are under way at the same time. */
export const AT_A_TIME = 4

/** What the steps of the run share. */
export interface Run {
  readonly scim: SCIMClient
  readonly directory: Directory
  /** The account of each person, by employee id; those that are made on the way are added. */
  readonly holders: Map<string, User>
  readonly report: Report
}

/**
 * Does one thing for one person or group. What is refused about that one is noted, and the run goes on;
 * everything else, such as a lost connection or a token without rights, ends the run.
 *
 * @param who - whom to name if it is refused
 */
export async function tolerate({ report }: Run, who: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (error instanceof SCIMRefusedError) {
      report.refused(`${who}: ${error.message}`)
    } else if (error instanceof SCIMApiError && [400, 404, 409].includes(error.status)) {
      report.refused(`${who}: Slack refused (${error.status} ${error.description ?? 'without a reason'})`)
    } else {
      throw error
    }
  }
}
