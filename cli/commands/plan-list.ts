import { Command } from 'commander'
import { withOutput, withPlanning } from './common-options.ts'

/** Makes `slack-scim plan deactivate` or `reactivate`: a plan for those whom a list names. */
export function planListCommand(action: 'deactivate' | 'reactivate'): Command {
  const command = new Command(action)
    .summary(`plan to ${action} those whom a list names`)
    .description(
      `Plans to ${action} the accounts of a list: CSV with the column id, email or userName. The guards of the configuration hold.`,
    )
    .requiredOption('--from <file>', 'the list')
    .option('--out <file>', 'write the plan as JSON into a file that only you may read')
    .addHelpText('after', `\nExamples:\n  slack-scim plan ${action} --from list.csv --out plan.json\n`)
  return withPlanning(withOutput(command)).action(async (options) =>
    (await import('../provisioning/plan-list.ts')).planList(action, options),
  )
}
