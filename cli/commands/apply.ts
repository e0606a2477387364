import { type Command as Base, Command, InvalidArgumentError } from 'commander'
import { parseTime, withOutput, withPlanning } from './common-options.ts'
import { splitNames } from './plan.ts'

/** Adds the options of the commands that apply a plan. */
export function withRun(command: Base): Base {
  return withSettleTimeout(withPlanning(withOutput(command)))
    .option('--report <file>', 'write the report as JSON into a file that only you may read')
    .option('--only <names>', 'kinds of steps, keys or ids, with commas', splitNames)
}

/** Adds the option that ends the wait for Slack. */
export function withSettleTimeout(command: Base): Base {
  return command.option(
    '--settle-timeout <duration>',
    'how long to wait until Slack shows what was written (default: 30s)',
    parseTime,
  )
}

/** Adds the options that approve a plan. */
export function withApproval(command: Base): Base {
  return command
    .option(
      '--expect <digest>',
      'apply only the plan with this digest, or its first 8 digits at least; all 64 where an approval must not be forged, since 8 are 32 bits',
      parseDigest,
    )
    .option('--yes', 'ask nothing; enough only where everything can be undone')
}

function parseDigest(text: string): string {
  if (/^[0-9a-f]{8,64}$/.test(text)) return text
  throw new InvalidArgumentError(
    'It must be 8 to 64 hexadecimal digits: copy the digest that `slack-scim plan` shows.',
  )
}

/** How the commands that apply a plan end. */
export const RUN_EXIT_CODES = `
Ends with 0 if all is done or nothing was to do, 3 if a guard refuses (nothing was sent), 4 if a part was done, 5 if the plan
does not fit any more, 6 if another run is under way, 7 if Slack does not show everything yet, 130 if interrupted.
`

/** Makes `slack-scim apply`. */
export function applyCommand(): Command {
  const command = new Command('apply')
    .summary('make Slack equal to the sources, or apply a plan of a file')
    .description(
      'Plans and applies, or applies a plan that `plan --out` wrote. At a terminal it shows the plan and asks. Without one, --expect names the digest of the plan that was approved; --yes is enough only where every step can be undone.',
    )
    .argument('[plan]', 'file of `plan --out` (default: plan now)')
    .option('--max-age <duration>', 'the age at which a plan is refused (default: 1d)', parseTime)
    .addHelpText(
      'after',
      `
Examples:
  slack-scim apply
  slack-scim plan --out plan.json && slack-scim apply plan.json
  slack-scim apply --expect 9f2c41d0 --allow deactivate=12 --report report.json
${RUN_EXIT_CODES}
Ctrl-C once finishes the requests under way; the same command goes on where it ended. Ctrl-C twice ends at once.
`,
    )
  return withRun(withApproval(command)).action(async (file: string | undefined, options) =>
    (await import('../provisioning/apply.ts')).apply(file, options),
  )
}
