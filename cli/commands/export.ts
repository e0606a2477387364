import { Command, Option } from 'commander'
import { withPrinting, withSlack } from './common-options.ts'

/** Makes `slack-scim export`. */
export function exportCommand(): Command {
  return new Command('export')
    .summary('write accounts or groups as CSV, JSON or NDJSON')
    .description(
      'Writes what Slack has, one row after the other, so any number of people needs little memory.',
    )
    .addCommand(kindCommand('users', 'id,userName,email'))
    .addCommand(kindCommand('groups', 'id,name'))
}

function kindCommand(kind: 'users' | 'groups', columns: string): Command {
  const command = new Command(kind)
    .summary(`write ${kind}`)
    .description(
      `Writes the ${kind} of Slack. In CSV, a cell that a spreadsheet would run as a formula begins with an apostrophe; sources take it off.`,
    )
    .addOption(
      new Option('--format <format>', 'of the rows').choices(['csv', 'json', 'ndjson']).default('csv'),
    )
    .option('--columns <names>', 'columns and their order (default: all)', (text: string) =>
      text.split(',').map((name) => name.trim()),
    )
    .option('--out <file>', 'write a file that only you may read, in place of stdout')
    .addHelpText(
      'after',
      `
Examples:
  slack-scim export ${kind} --out ${kind}.csv
  slack-scim export ${kind} --format ndjson --columns ${columns}
`,
    )
  return withSlack(withPrinting(command)).action(async (options) =>
    (await import('../slack/export.ts')).exportRows(kind, options),
  )
}
