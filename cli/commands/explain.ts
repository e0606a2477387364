import { Command } from 'commander'
import { withOutput, withPlanning } from './common-options.ts'

/** Makes `slack-scim explain`. */
export function explainCommand(): Command {
  const command = new Command('explain')
    .summary('show what a plan does for one person, and why')
    .description('Shows the row of a person, the account, how it was found, and what a plan does or holds.')
    .argument('<who>', 'key, email address, userName or Slack id')
    .addHelpText('after', '\nExamples:\n  slack-scim explain ada.lovelace@example.com\n')
  return withPlanning(withOutput(command)).action(async (who: string, options) =>
    (await import('../provisioning/explain.ts')).explain(who, options),
  )
}
