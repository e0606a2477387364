import { type Command as Base, Command, Option } from 'commander'
import { withOutput, withPlanning } from './common-options.ts'
import { planListCommand } from './plan-list.ts'

/** Adds the options that decide how a plan is shown. */
export function withFormat(command: Base): Base {
  return command
    .addOption(
      new Option('--format <format>', 'of the plan')
        .choices(['text', 'markdown', 'html', 'json'])
        .default('text'),
    )
    .option('--redact', 'show ids, names of attributes and numbers only')
    .option('--all', 'show every row of the text')
}

/** Adds the options of the commands that make a plan and show it. */
export function withPlanOutput(command: Base): Base {
  return withPlanning(withOutput(withFormat(command)))
    .option('--out <file>', 'write the plan as JSON into a file that only you may read')
    .option('--only <names>', 'kinds of steps, keys or ids, with commas', splitNames)
    .option('--detailed-exitcode', 'end with 2 if there are changes')
}

/** Makes `slack-scim plan`. */
export function planCommand(): Command {
  const command = new Command('plan')
    .summary('show what would make Slack equal to the sources')
    .description(
      'Shows what would make Slack equal to the sources. It changes nothing, in Slack and elsewhere.',
    )
    .addHelpText(
      'after',
      `
Examples:
  slack-scim plan
  slack-scim plan --only deactivate,createUser --out plan.json
  slack-scim plan --format markdown --redact

Ends with 0 whether or not there are changes (--detailed-exitcode: 2 if there are), with 3 if a guard would refuse them,
and with 5 if the token is of another organization.
`,
    )
  withPlanOutput(command).action(async (options) => (await import('../provisioning/plan.ts')).plan(options))
  return command.addCommand(planListCommand('deactivate')).addCommand(planListCommand('reactivate'))
}

/** Splits names at commas. */
export function splitNames(text: string): readonly string[] {
  return text.split(',').map((name) => name.trim())
}
