import { setTimeout as sleep } from 'node:timers/promises'
import type { SCIMClient } from '../../src/index.ts'
import { aFewAtATime } from './a-few-at-a-time.ts'
import { AT_A_TIME, type Run, tolerate } from './run.ts'

const KINDS = ['deactivated', 'already deactivated', 'without an account']

/** Deactivates those of whom the files say that they left, and nobody else: absence from a file is no order. */
export async function deactivateLeavers(run: Run): Promise<void> {
  const { scim, directory, holders, report } = run
  const leavers = directory.people.filter((person) => person.status === 'left')
  const progress = report.step('Leavers', leavers.length, KINDS)
  await aFewAtATime(leavers, AT_A_TIME, async ({ employeeId, userName }) => {
    const holder = holders.get(employeeId)
    if (!holder) report.count('Leavers', 'without an account')
    else if (!holder.active) report.count('Leavers', 'already deactivated')
    else {
      await tolerate(run, `${employeeId} ${userName}`, async () => {
        await scim.deleteUser(holder.id)
        await untilInactive(scim, holder.id)
        report.count('Leavers', 'deactivated')
      })
    }
    progress.advance()
  })
  progress.end()
}

/** Slack's reads lag behind a deactivation: its own SDK's tests read for up to ten seconds. */
async function untilInactive(scim: SCIMClient, id: string): Promise<void> {
  for (let wait = 50; wait <= 6400; wait *= 2) {
    const { user } = await scim.readUser(id)
    if (!user.active) return
    await sleep(wait)
  }
  // The check at the end of the run will name the account.
}
