import { Command } from 'commander'
import { withSettleTimeout } from './apply.ts'
import { withConfig, withJournal, withOutput, withPlanning } from './common-options.ts'
import { withPlanOutput } from './plan.ts'

/** Makes `slack-scim verify`. */
export function verifyCommand(): Command {
  const command = new Command('verify')
    .summary('look whether Slack shows what a plan did')
    .description('Reads every account and group of a plan until Slack shows every step.')
    .argument('<plan>', 'file of `plan --out`')
    .option('--detailed-exitcode', 'end with 2 if Slack has something else')
    .addHelpText('after', '\nExamples:\n  slack-scim verify plan.json\n')
  return withSettleTimeout(withPlanning(withOutput(command))).action(async (file: string, options) =>
    (await import('../provisioning/verify.ts')).verify(file, options),
  )
}

/** Makes `slack-scim rollback`. */
export function rollbackCommand(): Command {
  const command = new Command('rollback')
    .summary('plan the way back from a run')
    .description(
      'Plans the steps that restore the values from before a run. Values that have changed since the run stay. Apply the plan like any other.',
    )
    .argument('<run>', 'name of the run, or last')
    .addHelpText('after', '\nExamples:\n  slack-scim rollback last --out back.json\n')
  return withPlanOutput(command).action(async (run: string, options) =>
    (await import('../provisioning/rollback.ts')).rollback(run, options),
  )
}

/** Makes `slack-scim adopt`. */
export function adoptCommand(): Command {
  const command = new Command('adopt')
    .summary('say which account or group a key stands for')
    .description(
      'Links a key of a source to an account or a group of Slack, or takes the link away. Slack is not changed.',
    )
    .option('--key <key>', 'key of a person')
    .option('--group <key>', 'key of a group')
    .option('--id <id>', 'Slack id of the account or group')
    .option(
      '--new',
      'remove the link, since the key is that of a new person: only an equal email finds an account for it',
    )
    .option('--file <file>', 'CSV with the columns key and id')
    .addHelpText(
      'after',
      '\nExamples:\n  slack-scim adopt --key U024BE7LH --id U024BE7LH\n  slack-scim adopt --file links.csv\n',
    )
  return withPlanning(withOutput(command)).action(async (options) =>
    (await import('../provisioning/adopt.ts')).adopt(options),
  )
}

/** Makes `slack-scim runs`. */
export function runsCommand(): Command {
  const add = (command: Command, act: string, run: Parameters<Command['action']>[0]): Command =>
    withJournal(withConfig(withOutput(command)))
      .addHelpText('after', `\nExamples:\n  slack-scim runs ${act}\n`)
      .action(run)
  return new Command('runs')
    .summary('list runs, show one, forget a person')
    .description('Reads the journal.')
    .addCommand(
      add(new Command('list').description('Lists the runs, the newest last.'), 'list', async (options) =>
        (await import('../provisioning/runs.ts')).listRuns(options),
      ),
    )
    .addCommand(
      add(
        new Command('show')
          .description('Shows one run, step by step.')
          .argument('<run>', 'name of the run, or last'),
        'show last',
        async (run: string, options) => (await import('../provisioning/runs.ts')).showRun(run, options),
      ),
    )
    .addCommand(
      add(
        new Command('forget')
          .description('Removes a person from the journal. The account stays as it is.')
          .argument('<key>', 'key of the person'),
        'forget U024BE7LH',
        async (key: string, options) => (await import('../provisioning/runs.ts')).forget(key, options),
      ),
    )
}
