import { Command } from 'commander'
import { withOutput } from './common-options.ts'
import { withFormat } from './plan.ts'

/** Makes `slack-scim show`. */
export function showCommand(): Command {
  const command = new Command('show')
    .summary('show a plan of a file again')
    .description('Shows a plan that `plan --out` wrote, in any format.')
    .argument('<plan>', 'file of `plan --out`')
    .addHelpText(
      'after',
      '\nExamples:\n  slack-scim show plan.json\n  slack-scim show plan.json --format html\n',
    )
  return withOutput(withFormat(command)).action(async (file: string, options) =>
    (await import('../provisioning/show.ts')).show(file, options),
  )
}
