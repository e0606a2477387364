import { Command } from 'commander'
import { VERSION } from '../src/protocol/version.ts'
import { adoptCommand, rollbackCommand, runsCommand, verifyCommand } from './commands/after-apply.ts'
import { applyCommand } from './commands/apply.ts'
import { auditCommand } from './commands/audit.ts'
import { checkCommand } from './commands/check.ts'
import { completionCommand } from './commands/completion.ts'
import { doctorCommand } from './commands/doctor.ts'
import { explainCommand } from './commands/explain.ts'
import { exportCommand } from './commands/export.ts'
import { groupsCommand } from './commands/groups.ts'
import { initCommand } from './commands/init.ts'
import { planCommand } from './commands/plan.ts'
import { probeCommand } from './commands/probe.ts'
import { showCommand } from './commands/show.ts'
import { syncCommand } from './commands/sync.ts'
import { usersCommand } from './commands/users.ts'
import { EXIT_MEANINGS } from './exit-codes.ts'
import { plainLines } from './terminal/output.ts'
import { styles } from './terminal/styles.ts'

/** The commands, in the order of the help. */
const COMMANDS: readonly (() => Command)[] = [
  checkCommand,
  doctorCommand,
  initCommand,
  planCommand,
  applyCommand,
  syncCommand,
  verifyCommand,
  rollbackCommand,
  adoptCommand,
  runsCommand,
  showCommand,
  explainCommand,
  auditCommand,
  usersCommand,
  groupsCommand,
  exportCommand,
  probeCommand,
  completionCommand,
]

/**
 * Makes the program with all of its commands. It throws a `CommanderError` where commander would exit.
 *
 * @param args - the arguments, which decide whether the options of `emulate` are needed: they come from the emulator,
 *   which takes a while to load; default: they are needed
 */
export async function createProgram(args: readonly string[] = ['emulate']): Promise<Command> {
  const program = new Command('slack-scim')
    .description("Keeps Slack equal to a directory, and reads what it has, through Slack's SCIM API.")
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .configureHelp({ styleTitle: (title) => styles(process.stdout).bold(title) })
    .configureOutput({
      outputError: (text, write) => write(plainLines(text).replace('error:', styles(process.stderr).red)),
    })
    .addHelpText('after', () => `\nExit codes:\n${exitLines()}\n\nStart: slack-scim init --help\n`)
    .showHelpAfterError('See --help.')
    // Else `plan` would take the options of `plan deactivate`.
    .enablePositionalOptions()
    .exitOverride()
  for (const command of COMMANDS) program.addCommand(withSettings(command(), program))
  return program.addCommand(withSettings(await emulate(args), program))
}

function exitLines(): string {
  return Object.entries(EXIT_MEANINGS)
    .map(([code, meaning]) => `  ${code.padEnd(5)}${meaning}`)
    .join('\n')
}

async function emulate(args: readonly string[]): Promise<Command> {
  if (args.includes('emulate') || args.includes('completion'))
    return (await import('./commands/emulate.ts')).emulateCommand()
  return new Command('emulate').summary(EMULATE)
}

/** What `emulate` says of itself in the help of the program. */
const EMULATE = 'serve an emulated Slack SCIM service on this machine'

/** A command that is added keeps its own settings, so it and its subcommands take over those of the program. */
function withSettings(command: Command, program: Command): Command {
  command.copyInheritedSettings(program)
  for (const child of command.commands) withSettings(child, program)
  return command
}
