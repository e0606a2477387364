import { SCIMError } from './scim-error.ts'

/** The code of one of our errors, or that it is none of ours; never a message, which may quote anything. */
export function errorCode(error: unknown): string {
  return SCIMError.is(error) ? error.code : 'foreign_error'
}
