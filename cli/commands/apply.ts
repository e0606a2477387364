import { Command } from 'commander'
import { parseTime, withOutput, withPlanning } from './common-options.ts'
import { splitNames } from './plan.ts'

/** Adds what apply and sync have beside planning. */
function withRun(command: Command): Command {
  return withPlanning(withOutput(command))
    .option('--only <names>', 'kinds of steps, keys or ids, with commas', splitNames)
    .option('--report <file>', 'write the report as JSON')
}

/** Makes `slack-scim apply`. */
export function applyCommand(): Command {
  const command = new Command('apply')
    .summary('make Slack equal to the sources, after approval')
    .description(
      'Applies a plan: that of a file, or the one that is made now. It asks at a terminal; elsewhere --expect names the approved digest.',
    )
    .argument('[plan]', 'file of `plan --out`')
    .option('--expect <digest>', 'apply only the plan that has this digest')
    .option('--yes', 'ask nobody; enough for plans that can be taken back in full')
    .option('--max-age <duration>', 'refuse an older plan; default 1d', parseTime)
    .addHelpText(
      'after',
      `
Examples:
  slack-scim apply --yes
  slack-scim plan --out plan.json; slack-scim apply plan.json --yes --report report.json

Ends with 3 if a guard refuses, 4 if steps failed or were held, 5 if the plan no longer fits, 6 while another run goes on,
7 if Slack does not show everything yet, 130 after Ctrl-C: apply the same plan again, and it goes on.
`,
    )
  return withRun(command).action(async (file: string | undefined, options) =>
    (await import('../provisioning/apply.ts')).apply(file, options),
  )
}

/** Makes `slack-scim sync`. */
export function syncCommand(): Command {
  const command = new Command('sync')
    .summary('plan and apply, for a timer')
    .description('Plans and applies without asking. The guards of the configuration decide.')
    .addHelpText(
      'after',
      '\nExamples:\n  slack-scim sync\n  slack-scim sync --only createUser,updateUser --json\n',
    )
  return withRun(command).action(async (options) => (await import('../provisioning/apply.ts')).sync(options))
}
