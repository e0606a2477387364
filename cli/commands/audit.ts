import { Command } from 'commander'
import { withOutput, withPlanning } from './common-options.ts'

/** Makes `slack-scim audit`. */
export function auditCommand(): Command {
  const command = new Command('audit')
    .summary('show who is held, absent or changed by somebody else')
    .description(
      'Shows what a plan would leave alone: who is held and why, and what somebody else changed. It changes nothing.',
    )
    .option('--detailed-exitcode', 'end with 2 if there is anything')
    .addHelpText('after', '\nExamples:\n  slack-scim audit\n  slack-scim audit --json\n')
  return withPlanning(withOutput(command)).action(async (options) =>
    (await import('../provisioning/audit.ts')).audit(options),
  )
}
