import { CommanderError } from 'commander'
import { SCIMError } from '../src/errors/scim-error.ts'
import { CommandError } from './command-error.ts'
import { EXIT_CODES } from './exit-codes.ts'
import { createProgram } from './program.ts'
import { styles } from './terminal/styles.ts'

/**
 * Runs the command line.
 *
 * @param args - the arguments behind the name of the program
 * @returns the exit code
 */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  try {
    await createProgram().parseAsync([...args], { from: 'user' })
    return EXIT_CODES.done
  } catch (error) {
    // commander has printed the message, or the help, itself.
    if (error instanceof CommanderError) return error.exitCode
    const { message, stack } = error instanceof Error ? error : new Error(String(error))
    const isKnown = error instanceof CommandError || SCIMError.is(error)
    process.stderr.write(
      `${styles(process.stderr).red('error:')} ${isKnown ? message : (stack ?? message)}\n`,
    )
    return EXIT_CODES.failed
  }
}
