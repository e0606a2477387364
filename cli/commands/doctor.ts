import { Command } from 'commander'
import { withConfig, withJournal, withOutput, withSlack } from './common-options.ts'

/** Makes `slack-scim doctor`. */
export function doctorCommand(): Command {
  const command = new Command('doctor')
    .summary('look whether token, rights and journal are as plans need them')
    .description('Looks at configuration, journal, token, organization, ranks and clock. It changes nothing.')
    .addHelpText(
      'after',
      '\nExamples:\n  slack-scim doctor\n\nEnds with 1 if anything is not as it must be.\n',
    )
  return withSlack(withJournal(withConfig(withOutput(command)))).action(async (options) =>
    (await import('../provisioning/doctor.ts')).doctor(options),
  )
}
