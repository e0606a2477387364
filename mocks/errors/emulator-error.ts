import { SCIMError } from '../../src/errors/scim-error.ts'

/**
 * The emulator was set up or used in a way that cannot work: an unknown option, a seed that contradicts
 * itself, a name that no assumption has. Slack would never answer so; it is for the author of the test.
 */
export class EmulatorError extends SCIMError {
  /** @param message - what is wrong, naming the option and the fix */
  constructor(message: string) {
    super('EmulatorError', 'emulator_misuse', message)
  }
}
