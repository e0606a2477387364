import { Command } from 'commander'
import { withChange } from './change-options.ts'
import { withOutput, withSlack } from './common-options.ts'
import { repeated } from './option-values.ts'

/** Makes `slack-scim groups`. */
export function groupsCommand(): Command {
  return new Command('groups')
    .summary('list, show and change groups')
    .description(
      'Reads the groups of Slack, or changes one of them. A change is a plan, and the guards of the configuration hold.',
    )
    .addCommand(listCommand())
    .addCommand(getCommand())
    .addCommand(createCommand())
    .addCommand(renameCommand())
    .addCommand(membersCommand())
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

function createCommand(): Command {
  const command = new Command('create')
    .summary('create a group')
    .description('Creates a group with its first members, since Slack may refuse an empty one.')
    .argument('<name>', 'name of the group')
    .requiredOption('--member <who>', 'id, address or @userName of a member; repeatable', repeated)
    .addHelpText(
      'after',
      '\nExamples:\n  slack-scim groups create designers --member ada.lovelace@example.com --yes\n',
    )
  return withChange(command).action(async (name: string, options) =>
    (await import('../provisioning/group-change.ts')).createGroup(name, options),
  )
}

function renameCommand(): Command {
  const command = new Command('rename')
    .summary('rename a group')
    .description('Renames a group. policy.allow of the configuration must have renameGroup.')
    .argument('<group>', 'id or name')
    .argument('<name>', 'the new name')
    .addHelpText('after', '\nExamples:\n  slack-scim groups rename engineering engineers --yes\n')
  return withChange(command).action(async (group: string, name: string, options) =>
    (await import('../provisioning/group-change.ts')).renameGroup(group, name, options),
  )
}

function membersCommand(): Command {
  return new Command('members')
    .summary('add members to a group, or remove some')
    .description('Adds members to a group, or removes some.')
    .addCommand(changeMembersCommand('add'))
    .addCommand(changeMembersCommand('remove'))
}

function changeMembersCommand(action: 'add' | 'remove'): Command {
  const text = action === 'add' ? 'add members to a group' : 'remove members from a group'
  const command = new Command(action)
    .summary(text)
    .description(
      `${text[0]?.toUpperCase()}${text.slice(1)}. policy.allow of the configuration must have ${action}Members.`,
    )
    .argument('<group>', 'id or name')
    .argument('<who...>', 'ids, addresses or @userNames')
    .addHelpText(
      'after',
      `\nExamples:\n  slack-scim groups members ${action} engineering ada.lovelace@example.com --yes\n`,
    )
  return withChange(command).action(async (group: string, who: readonly string[], options) => {
    const { addMembers, removeMembers } = await import('../provisioning/group-change.ts')
    await (action === 'add' ? addMembers : removeMembers)(group, who, options)
  })
}
