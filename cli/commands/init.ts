import { Command } from 'commander'
import { withOutput, withSlack } from './common-options.ts'

/** Makes `slack-scim init`. */
export function initCommand(): Command {
  const command = new Command('init')
    .summary('write a configuration and CSV to start from')
    .description(
      'Writes slack-scim.config.yaml, people.csv and groups.csv: an example, or with --from-slack what Slack has, so that the first plan has nothing to do. It notes in the journal .slack-scim which account or group each row stands for. It overwrites nothing.',
    )
    .argument('[folder]', 'where to', '.')
    .option('--from-slack', 'write the accounts and groups that Slack has')
    .addHelpText('after', '\nExamples:\n  slack-scim init company\n  slack-scim init company --from-slack\n')
  return withSlack(withOutput(command)).action(async (folder: string, options) =>
    (await import('../provisioning/init.ts')).init(folder, options),
  )
}
