import { Command } from 'commander'
import { withOutput, withSlack } from './common-options.ts'

/** Makes `slack-scim probe`. */
export function probeCommand(): Command {
  const command = new Command('probe')
    .summary('try in a sandbox organization what Slack does and no document says')
    .description(
      'Tries what the emulator assumes about Slack: it creates about 50 accounts and 10 groups in a sandbox organization, changes them, deletes the groups and deactivates the accounts, which stay deactivated for ever. It changes nothing that it has not made. The report has what Slack did, in the form that createEmulator takes.',
    )
    .option('--sandbox', 'say that the organization of the token is a sandbox; without it nothing is sent')
    .option('--confirm <organization>', 'the id of that organization; at a terminal it is asked for')
    .option('--out <file>', 'write the report as JSON: its `assumptions` are those of createEmulator')
    .addHelpText(
      'after',
      `
Examples:
  slack-scim probe --sandbox --confirm E0EMULATOR --out probe.json

Ends with 3 if the organization has more than 500 accounts, 4 if something could not be taken away, and 5 if the token is of
another organization than the one to confirm. It takes some minutes; Ctrl-C once ends it and takes away what it has made.
`,
    )
  return withSlack(withOutput(command)).action(async (options) =>
    (await import('../probe/probe-command.ts')).probe(options),
  )
}
