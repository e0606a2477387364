import type { Report } from './suite/contract.ts'

/** One way in which one runtime uses the package. */
export interface Lane {
  /** What is tested, by its version: `Node 20.20.2`. */
  readonly runtime: string
  /** How it gets to the service, such as `slack-scim/node`. */
  readonly way: string
  /** What the report must say that it ran in, where that is not the name of the runtime. */
  readonly saysItIs?: string
  /** A test that is not run, and why. */
  readonly leftOut?: { readonly title: string; readonly reason: string }
  /** Installs what is missing, and runs the contract. */
  run(): Promise<Report>
}
