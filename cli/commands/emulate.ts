import { Command, Option } from 'commander'
import { VERSION } from '../../src/protocol/version.ts'
import { parseAssumption } from '../emulator/assumption.ts'
import { parseSpeed } from '../emulator/speed.ts'
import { type EmulateOptions, startEmulator } from '../emulator/start-emulator.ts'
import { parseWorld } from '../emulator/world.ts'
import { emulateHelp } from './emulate-help.ts'
import { emulateInitCommand } from './emulate-init.ts'
import { integer, repeated } from './option-values.ts'

const LIMITS = ['token-bucket', 'fixed-window', 'sliding-log']

/** Makes `slack-scim emulate`: the emulator as a server, for programs in any language. */
export function emulateCommand(): Command {
  return new Command('emulate')
    .summary('serve an emulated Slack SCIM service on this machine')
    .description('Serves an emulated Slack SCIM service (1.1 and 2.0) on this machine.')
    .usage('[options]\n       npx -p slack-scim slack-scim emulate [options]')
    .version(VERSION, '-V, --version', 'print the version')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <n>', 'port to listen on; 0 for any free one', integer(0, 65_535), 0)
    .addOption(
      new Option('--allow-host <name>', 'name that requests may have in Host; repeatable')
        .argParser(repeated)
        .default([], 'names of this machine'),
    )
    .option('--token <token>', 'token of the primary owner (default: xoxp-emulator-owner)')
    .option(
      '--seed <file>',
      'the directory to start with, as YAML or JSON; `emulate init` writes a first one',
    )
    .addOption(
      new Option('--users <n>', 'how many invented accounts (default: 25)')
        .argParser(integer(1, 1_000_000))
        .conflicts('seed'),
    )
    .addOption(
      new Option('--groups <n>', 'how many invented groups (default: 4)')
        .argParser(integer(0, 100_000))
        .conflicts('seed'),
    )
    .addOption(new Option('--world <name>', 'how an unverified Slack behaves').argParser(parseWorld))
    .option(
      '--assume <name=value>',
      'one assumption about Slack, over the world; repeatable',
      parseAssumption,
    )
    .addOption(
      new Option('--limits [form]', "Slack's rate limits and the lock of a resource (default: off)")
        .choices(LIMITS)
        .preset('token-bucket'),
    )
    .option('--faults <file>', 'what goes wrong from the start, as YAML or JSON: a list of faults')
    .addOption(
      new Option(
        '--clock <speed>',
        'time for lags, limits and latencies: real, manual, or a factor such as 10x',
      )
        .argParser(parseSpeed)
        .default({ kind: 'real' }, 'real'),
    )
    .option('--json', 'print url, token and version as JSON')
    .option('--with-parent', 'end when the standard input closes')
    .addHelpText('after', emulateHelp)
    .addCommand(emulateInitCommand())
    .action((options: EmulateOptions) => startEmulator(options))
}
