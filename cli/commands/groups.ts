import { Command } from 'commander'
import { withOutput, withSlack } from './common-options.ts'

/** Makes `slack-scim groups`. */
export function groupsCommand(): Command {
  return new Command('groups')
    .summary('list and show groups')
    .description('Reads the groups of Slack.')
    .addCommand(listCommand())
    .addCommand(getCommand())
}

function listCommand(): Command {
  const command = new Command('list')
    .summary('list groups')
    .description('Lists groups: id, name and number of members.')
    .addHelpText('after', '\nExamples:\n  slack-scim groups list\n  slack-scim groups list --json\n')
  return withSlack(withOutput(command)).action(async (options) =>
    (await import('../slack/groups.ts')).listGroups(options),
  )
}

function getCommand(): Command {
  const command = new Command('get')
    .summary('show a group')
    .description('Shows a group with its members.')
    .argument('<group>', 'id or name')
    .addHelpText('after', '\nExamples:\n  slack-scim groups get engineering\n')
  return withSlack(withOutput(command)).action(async (group: string, options) =>
    (await import('../slack/groups.ts')).getGroup(group, options),
  )
}
