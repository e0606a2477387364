// The client in what Next.js runs: `tests/runtimes/next` imports this.
import { type Report, runAgainst, type Service } from '../suite/contract.ts'

/** Runs the contract against an emulator that the query of a request names. */
export function report({ url, token }: Service): Promise<Report> {
  return runAgainst({ url, token })
}
