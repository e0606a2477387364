import { EXIT_CODES, type ExitCode } from './exit-codes.ts'

/** A mistake of the person at the command line: it is printed without a stack. */
export class CommandError extends Error {
  /** How the command line ends. */
  readonly exitCode: ExitCode

  /**
   * @param message - the problem and the fix
   * @param exitCode - default 1
   */
  constructor(message: string, exitCode: ExitCode = EXIT_CODES.failed) {
    super(message)
    this.exitCode = exitCode
  }
}

/** Ends a command that has printed all that it says, with a code that is not 0. */
export class EndWith extends Error {
  readonly exitCode: ExitCode

  constructor(exitCode: ExitCode) {
    super(`exit ${exitCode}`)
    this.exitCode = exitCode
  }
}
