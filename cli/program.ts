import { Command } from 'commander'
import { VERSION } from '../src/protocol/version.ts'
import { checkCommand } from './commands/check.ts'
import { emulateCommand } from './commands/emulate.ts'
import { styles } from './terminal/styles.ts'

/** The commands, in the order of the help. */
const COMMANDS: readonly (() => Command)[] = [checkCommand, emulateCommand]

/** Makes the program with all of its commands. It throws a `CommanderError` where commander would exit. */
export function createProgram(): Command {
  const program = new Command('slack-scim')
    .description("Commands for Slack's SCIM API.")
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .configureHelp({ styleTitle: (title) => styles(process.stdout).bold(title) })
    .configureOutput({
      outputError: (text, write) => write(text.replace('error:', styles(process.stderr).red)),
    })
    .showHelpAfterError('See --help.')
    .exitOverride()
  for (const command of COMMANDS) program.addCommand(withSettings(command(), program))
  return program
}

/** A command that is added keeps its own settings, so it and its subcommands take over those of the program. */
function withSettings(command: Command, program: Command): Command {
  command.copyInheritedSettings(program)
  for (const child of command.commands) withSettings(child, program)
  return command
}
