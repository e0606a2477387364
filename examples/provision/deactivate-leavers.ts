import { deactivateUser } from '../../src/index.ts'
import { aFewAtATime } from './a-few-at-a-time.ts'
import type { Person } from './directory.ts'
import { type Run, tolerate } from './run.ts'

/** More than elsewhere, since most of the time is spent waiting; Slack lets 20 DELETEs through at once. */
const AT_A_TIME = 20

const KINDS = ['deactivated', 'already deactivated', 'without an account']

/** Deactivates those of whom the files say that they left, and nobody else: absence from a file is no order. */
export async function deactivateLeavers(run: Run): Promise<void> {
  const { scim, directory, holders, report } = run
  const leavers = directory.people.filter((person) => person.status === 'left')
  const deactivate = async ({ employeeId, userName }: Person): Promise<void> => {
    const holder = holders.get(employeeId)
    if (!holder) report.count('Leavers', 'without an account')
    else if (!holder.active) report.count('Leavers', 'already deactivated')
    else {
      await tolerate(run, `${employeeId} ${userName}`, async () => {
        // Reads until it shows: Slack's reads lag behind a deactivation.
        await deactivateUser(scim, holder.id)
        report.count('Leavers', 'deactivated')
      })
    }
  }
  await report.step('Leavers', leavers.length, KINDS, (advance) =>
    aFewAtATime(leavers, AT_A_TIME, async (person) => {
      await deactivate(person)
      advance()
    }),
  )
}
