import type { Applied } from './applied.ts'
import { CallError } from './call-error.ts'

/** A pacer took no more: as many requests wait as its `maxQueue` allows. Nothing was sent. */
export class SCIMPacingError extends CallError {
  declare readonly name: 'SCIMPacingError'

  /** @internal */
  constructor(message: string, state: { readonly applied: Applied; readonly attempts: number }) {
    super('SCIMPacingError', 'queue_full', message, state)
  }
}
