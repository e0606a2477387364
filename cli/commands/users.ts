import { Command } from 'commander'
import { withOutput, withSlack } from './common-options.ts'

/** Makes `slack-scim users`. */
export function usersCommand(): Command {
  return new Command('users')
    .summary('list and show accounts')
    .description('Reads the accounts of Slack.')
    .addCommand(listCommand())
    .addCommand(getCommand())
}

function listCommand(): Command {
  const command = new Command('list')
    .summary('list accounts')
    .description('Lists accounts: id, state, userName, name and email.')
    .option('--filter <filter>', 'a SCIM filter, which Slack evaluates')
    .addHelpText(
      'after',
      `
Examples:
  slack-scim users list
  slack-scim users list --filter 'userName sw "a"' --json
`,
    )
  return withSlack(withOutput(command)).action(async (options) =>
    (await import('../slack/users.ts')).listUsers(options),
  )
}

function getCommand(): Command {
  const command = new Command('get')
    .summary('show an account')
    .description('Shows an account with its attributes.')
    .argument('<who>', 'Slack id, email address or @userName')
    .addHelpText(
      'after',
      `
Examples:
  slack-scim users get ada.lovelace@example.com
  slack-scim users get U024BE7LH --json
`,
    )
  return withSlack(withOutput(command)).action(async (who: string, options) =>
    (await import('../slack/users.ts')).getUser(who, options),
  )
}
