import { type Command, InvalidArgumentError, Option } from 'commander'
import { ACTION_NAMES, type Allowed } from '../config/actions.ts'
import { DEFAULT_TOKEN_ENV } from '../slack/token.ts'
import { didYouMean } from '../terminal/did-you-mean.ts'
import { COLOR_CHOICES } from '../terminal/styles.ts'
import { repeated } from './option-values.ts'

/** Adds the options of every command that prints results. */
export function withOutput(command: Command): Command {
  return withPrinting(command.option('--json', 'print NDJSON: a line with the version, then one a result'))
}

/** Adds the options of {@link withOutput} without `--json`, for commands with a format of their own. */
export function withPrinting(command: Command): Command {
  return command
    .option('--quiet', 'print results and errors only')
    .addOption(
      new Option('--color <when>', 'colours; NO_COLOR is obeyed').choices(COLOR_CHOICES).default('auto'),
    )
}

/** Adds the option that names the configuration. */
export function withConfig(command: Command): Command {
  return command.option('--config <file>', 'configuration (default: slack-scim.config.yaml or .json)')
}

/** Adds the option that names the journal. */
export function withJournal(command: Command): Command {
  return command.addOption(
    new Option(
      '--journal <url>',
      'journal: file:./folder or redis://host/0 (default: the configured one)',
    ).env('SLACK_SCIM_JOURNAL'),
  )
}

/** Adds the options of every command that asks Slack. */
export function withSlack(command: Command): Command {
  return command
    .option('--token-env <name>', 'environment variable with the token', DEFAULT_TOKEN_ENV)
    .option('--token-file <file>', 'file with the token; only its owner may read it')
    .addOption(
      new Option(
        '--base-url <url>',
        "address of an emulator, such as http://127.0.0.1:4010/scim/ (default: Slack's)",
      )
        .env('SLACK_SCIM_BASE_URL')
        .argParser(parseUrl),
    )
    .addOption(
      new Option('--api <version>', 'version of SCIM (default: the configured one, or 1.1)').choices([
        '1.1',
        '2.0',
      ]),
    )
    .option('--deadline <duration>', 'time for one request with its retries, such as 2m', parseTime)
}

/** Adds the options of every command that plans. */
export function withPlanning(command: Command): Command {
  return withSlack(withJournal(withConfig(command)))
    .option('--allow <kind=n>', 'lift the limit of a kind for exactly n of them; repeatable', parseAllow, {})
    .option('--protect <who>', 'id or email that nothing final happens to; repeatable', repeated, [])
}

function parseAllow(text: string, former: Allowed): Allowed {
  const [kind = '', count = ''] = text.split('=')
  if (!ACTION_NAMES.some((name) => name === kind))
    throw new InvalidArgumentError(`There is no kind ${kind}${didYouMean(kind, ACTION_NAMES)}`)
  if (!/^\d{1,7}$/.test(count))
    throw new InvalidArgumentError('Write it as kind=number, such as deactivate=12.')
  return { ...former, [kind]: Number(count) }
}

function parseUrl(text: string): string {
  if (URL.canParse(text)) return text
  throw new InvalidArgumentError('It must be an address, such as http://127.0.0.1:4010/scim/.')
}

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Reads a time such as `90s`, in milliseconds. */
export function parseTime(text: string): number {
  const unit = UNITS[text.slice(-1)]
  const count = text.slice(0, -1)
  if (unit !== undefined && /^\d{1,6}$/.test(count)) return Number(count) * unit
  throw new InvalidArgumentError('It must be a whole number and s, m, h or d, such as 36h.')
}
