import { SCIMError } from '../../errors/scim-error.ts'

/**
 * The Web API does not say whose organization it is, or who has which rank. `reason` is Slack's code, such as
 * `invalid_auth` or `missing_scope`, else `network`, `bad_answer` or `no_answer`, or `wrong_organization` where another
 * one was expected.
 */
export class SCIMOrganizationError extends SCIMError {
  declare readonly name: 'SCIMOrganizationError'
  declare readonly code: 'bad_organization'
  /** Slack's code, or what became of the request. */
  declare readonly reason: string

  /** @internal */
  constructor(message: string, reason: string, cause?: unknown) {
    super({ name: 'SCIMOrganizationError', code: 'bad_organization', message, cause, fields: { reason } })
  }
}
