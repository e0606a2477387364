import { errorContract } from './error-contract.ts'
import { groupContract } from './group-contract.ts'
import type { ContractHarness } from './harness.ts'
import { listContract } from './list-contract.ts'
import { serviceContract } from './service-contract.ts'
import { slackContract } from './slack-contract.ts'
import { userContract } from './user-contract.ts'

/**
 * What a client promises, whichever dialect it speaks, whatever answers and wherever it runs. The runner and
 * the service come from the harness.
 */
export function clientContract(harness: ContractHarness): void {
  harness.describe(`the client, ${harness.title}`, () => {
    userContract(harness)
    groupContract(harness)
    listContract(harness)
    errorContract(harness)
    serviceContract(harness)
    if (harness.isSlack) slackContract(harness)
  })
}
