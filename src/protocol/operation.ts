import type { SCIMMethod } from './request.ts'

/** What a successful answer carries: one resource, a new one with its id, a list, a resource or nothing, or whatever comes. */
export type ExpectedBody = 'resource' | 'created' | 'list' | 'optional' | 'anything'

/** What the chain knows about one operation of the client. */
export interface Operation {
  /** The method of the client. */
  readonly name: string
  readonly method: SCIMMethod
  /** The schema of its body and of its answer; absent where nothing is checked. */
  readonly resource?: 'user' | 'group' | undefined
  readonly expects: ExpectedBody
}
