import type { CallOptions } from '../../src/index.ts'

/** One thing that somebody asks of the library, and how to tell what came of it. */
export interface Act {
  /** Shown in failures and counted. */
  readonly name: string
  /** `call` for one call of the client, whose attempts are then counted; `domain` for several. */
  readonly kind: 'call' | 'domain'
  /** Does it. */
  run(options: CallOptions): Promise<unknown>
  /** Whether Slack holds what was to be brought about; absent for what only reads. */
  holds?(): boolean
  /** What an act without effect leaves as it was. */
  state(): unknown
  /** What is wrong with the result; undefined if nothing is. */
  check?(result: unknown, effects: readonly string[]): string | undefined
  /** Whether it is to fail, by the state of things and not by a fault. */
  readonly refused?: boolean
  /** The name under which it is found afterwards, for what makes an account or a group. */
  readonly makes?: { readonly user?: string; readonly group?: string }
  /** Whether reads lag behind it in a way that nobody can see: then the next act waits until they do not. */
  readonly lags?: boolean
  /** Whether it may fail so in this world. */
  mayFail?(error: unknown): boolean
}
