import { SCIMError } from '../../src/errors/scim-error.ts'

/**
 * Invalid setup or use of the emulator: an unknown option, a seed that contradicts itself, an unknown
 * assumption. Slack never answers so; the error is for the author of the test.
 */
export class EmulatorError extends SCIMError {
  /** @param message - the problem, with the option and the fix */
  constructor(message: string) {
    super({ name: 'EmulatorError', code: 'emulator_misuse', message })
  }
}
