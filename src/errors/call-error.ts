import type { Applied } from './applied.ts'
import { SCIMError, type SCIMErrorInit } from './scim-error.ts'

/** The state of a call when it fails. */
export interface CallState {
  /** What is known about the effect of the write. */
  readonly applied: Applied
  /** How many times the request was handed to the transport. */
  readonly attempts: number
}

/** What a {@link CallError} is made from. */
export interface CallErrorInit extends SCIMErrorInit {
  readonly state: CallState
}

/** Base class of the errors that can leave a write in doubt. */
export abstract class CallError extends SCIMError implements CallState {
  /** What is known about the effect of the write. */
  declare readonly applied: Applied
  /** How many times the request was handed to the transport. */
  declare readonly attempts: number

  /** @internal */
  constructor({ state: { applied, attempts }, fields, ...init }: CallErrorInit) {
    super({ ...init, fields: { applied, attempts, ...fields } })
  }
}
