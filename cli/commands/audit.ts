import { Command } from 'commander'
import { withOutput, withPlanning } from './common-options.ts'

/** Makes `slack-scim audit`. */
export function auditCommand(): Command {
  const command = new Command('audit')
    .summary('show held people, absent accounts and values that changed outside of runs')
    .description(
      'Shows what a plan would leave alone: held people with the reason, absent accounts, and values that changed outside of runs. It changes nothing.',
    )
    .option('--detailed-exitcode', 'end with 2 if there is anything')
    .addHelpText('after', '\nExamples:\n  slack-scim audit\n  slack-scim audit --json\n')
  return withPlanning(withOutput(command)).action(async (options) =>
    (await import('../provisioning/audit.ts')).audit(options),
  )
}
