import { CommanderError } from 'commander'
import { SCIMError } from '../src/errors/scim-error.ts'
import { CommandError, EndWith } from './command-error.ts'
import { EXIT_CODES, type ExitCode, exitCodeOf } from './exit-codes.ts'
import { createProgram } from './program.ts'
import { plainLines } from './terminal/output.ts'
import { styles } from './terminal/styles.ts'

/**
 * Runs the command line.
 *
 * @param args - the arguments behind the name of the program
 * @returns the exit code
 */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  try {
    await (await createProgram(args)).parseAsync([...args], { from: 'user' })
    return EXIT_CODES.done
  } catch (error) {
    // commander has printed the message, or the help, itself.
    if (error instanceof CommanderError || error instanceof EndWith) return error.exitCode
    process.stderr.write(`${styles(process.stderr).red('error:')} ${plainLines(textOf(error))}\n`)
    return codeOf(error)
  }
}

function codeOf(error: unknown): ExitCode {
  if (error instanceof CommandError) return error.exitCode
  return isAbort(error) ? EXIT_CODES.interrupted : exitCodeOf(error)
}

function textOf(reason: unknown): string {
  if (isAbort(reason)) return 'interrupted'
  const error = reason instanceof Error ? reason : new Error(String(reason))
  if (isSourceError(error))
    return error.issues.map((issue) => `${placeOf(issue)}: ${issue.message}`).join('\n')
  // A refusal of the system, such as a folder without rights, is no fault of the program.
  const isKnown = error instanceof CommandError || SCIMError.is(error) || 'syscall' in error
  return isKnown ? withCause(error) : (error.stack ?? error.message)
}

/** Adds the cause that a message leaves to the program that has the error: a person has only the text. */
function withCause({ message, cause }: Error): string {
  if (!message.endsWith(': look at its cause') || !(cause instanceof Error)) return message
  const { code = cause.name } = cause as NodeJS.ErrnoException
  return message.replace(/look at its cause$/, cause.message || code)
}

/** How Node ends what a signal has aborted. */
function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}

/** A problem of a source. */
interface Issue {
  readonly file: string
  readonly line?: number
  readonly column?: number
  readonly message: string
}

/** Asks for the code, so that `--help` does not load the engine. */
function isSourceError(error: Error): error is SCIMError & { readonly issues: readonly Issue[] } {
  return SCIMError.is(error) && error.code === 'bad_source'
}

function placeOf({ file, line, column }: Issue): string {
  return [file, line, column].filter((part) => part !== undefined).join(':')
}
