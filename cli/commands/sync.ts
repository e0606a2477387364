import { Command } from 'commander'
import { RUN_EXIT_CODES, withRun } from './apply.ts'
import { parseTime } from './common-options.ts'

/** Makes `slack-scim sync`. */
export function syncCommand(): Command {
  const command = new Command('sync')
    .summary('plan and apply, for a timer')
    .description(
      'Plans and applies. It has no prompt: the guards of the configuration decide, so it suits a timer. Of several machines one works, and the others end or wait.',
    )
    .option('--wait <duration>', 'how long to wait for another run (default: not)', parseTime)
    .addHelpText(
      'after',
      `
Examples:
  slack-scim sync
  slack-scim sync --only deactivate --wait 5m --json
${RUN_EXIT_CODES}`,
    )
  return withRun(command).action(async (options) => (await import('../provisioning/sync.ts')).sync(options))
}
