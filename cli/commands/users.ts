import { Command } from 'commander'
import { withChange, withClear, withSet } from './change-options.ts'
import { withOutput, withSlack } from './common-options.ts'

/** Makes `slack-scim users`. */
export function usersCommand(): Command {
  return new Command('users')
    .summary('list, show and change accounts')
    .description(
      'Reads the accounts of Slack, or changes one of them. A change is a plan of one step, and the guards of the configuration hold.',
    )
    .addCommand(listCommand())
    .addCommand(getCommand())
    .addCommand(createCommand())
    .addCommand(updateCommand())
    .addCommand(switchCommand('deactivate'))
    .addCommand(switchCommand('reactivate'))
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

function createCommand(): Command {
  const command = new Command('create')
    .summary('create an account')
    .description('Creates an account. Slack keeps it for ever; it can only be deactivated.')
    .option('--guest', 'a guest of many channels')
    .addHelpText(
      'after',
      `
Examples:
  slack-scim users create --set userName=mia.ito --set email=mia.ito@example.com --yes
`,
    )
  return withChange(withSet(command)).action(async (options) =>
    (await import('../provisioning/named-change.ts')).createUser(options),
  )
}

function updateCommand(): Command {
  const command = new Command('update')
    .summary('change attributes of an account')
    .description('Changes attributes of an account. What a source always writes, the next run changes back.')
    .argument('<who>', 'Slack id, email address or @userName')
    .addHelpText(
      'after',
      `
Examples:
  slack-scim users update ada.lovelace@example.com --set title=Engineer --clear phone --yes
`,
    )
  return withChange(withClear(withSet(command))).action(async (who: string, { set, clear, ...options }) =>
    (await import('../provisioning/named-change.ts')).updateUser(who, {
      ...options,
      set: { ...set, ...clear },
    }),
  )
}

function switchCommand(action: 'deactivate' | 'reactivate'): Command {
  const command = new Command(action)
    .summary(`${action} an account`)
    .description(
      `${action === 'deactivate' ? 'Deactivates' : 'Reactivates'} an account. policy.allow of the configuration must have ${action}.`,
    )
    .argument('<who>', 'Slack id, email address or @userName')
    .addHelpText('after', `\nExamples:\n  slack-scim users ${action} ada.lovelace@example.com --yes\n`)
  return withChange(command).action(async (who: string, options) =>
    (await import('../provisioning/named-change.ts')).switchUser(who, action === 'reactivate', options),
  )
}
