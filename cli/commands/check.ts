import { Command } from 'commander'
import { withConfig, withOutput } from './common-options.ts'

/** Makes `slack-scim check`: reads the configuration and its sources, and sends nothing. */
export function checkCommand(): Command {
  const command = new Command('check')
    .summary('read the configuration and its sources, offline')
    .description(
      'Reads the configuration and its sources, and tells every problem. It needs no token and no network.',
    )
    .addHelpText(
      'after',
      `
Examples:
  slack-scim check
  slack-scim check --config slack-scim.config.yaml --json

Ends with 0 if everything is right, else with 1 and a line for each problem: file, line, column, what is wrong.
`,
    )
  return withOutput(withConfig(command)).action(async (options) =>
    (await import('../provisioning/check.ts')).check(options),
  )
}
