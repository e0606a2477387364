import { SCIMError } from './scim-error.ts'

/** An option of a client, a transport or an adapter is wrong; the message names the option and the fix. */
export class SCIMConfigurationError extends SCIMError {
  declare readonly name: 'SCIMConfigurationError'
  declare readonly code: 'misconfigured'

  /** @param message - which option is wrong, and what it takes */
  constructor(message: string) {
    super({ name: 'SCIMConfigurationError', code: 'misconfigured', message })
  }
}
