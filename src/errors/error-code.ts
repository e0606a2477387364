import { SCIMError } from './scim-error.ts'

/** The code of an error of this library, or `foreign_error`. Never a message, which may quote a secret. */
export function errorCode(error: unknown): string {
  return SCIMError.is(error) ? error.code : 'foreign_error'
}
