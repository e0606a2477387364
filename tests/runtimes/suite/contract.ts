import { SCIM2Client, SCIMClient, type SCIMClientOptions } from '../../../src/index.ts'
import { clientContract } from '../../contract/client-contract.ts'
import type { ContractHarness, ContractService } from '../../contract/harness.ts'
import { createRunner, type Outcome, type Runner } from './runner.ts'
import { runtimeVersion } from './runtime-version.ts'

/** What came of the contract, and where it ran. */
export interface Report extends Outcome {
  /** The runtime by its own account. */
  readonly runtime: string
}

/** An emulator to talk to. */
export interface Service {
  /** The address above `v1/` and `v2/`. */
  readonly url: string
  readonly token: string
}

const DIALECTS = [
  { version: '1.1', segment: 'v1/', Client: SCIMClient },
  { version: '2.0', segment: 'v2/', Client: SCIM2Client },
] as const

/** Opens a service for one test of a dialect. */
export type Open = (version: ContractHarness['version']) => Promise<ContractService>

/**
 * Runs the contract of both dialects.
 *
 * @param leftOut - titles of tests that are not run; default none
 */
export async function runContract(open: Open, leftOut: readonly string[] = []): Promise<Report> {
  return { runtime: runtimeVersion(), ...(await contractRunner(open, leftOut).run()) }
}

/** Runs the contract against a service that is there already, with options that each client gets. */
export function runAgainst({ url, token: valid }: Service, common: SCIMClientOptions = {}): Promise<Report> {
  return runContract(async (version) => {
    const { segment } = dialectOf(version)
    const own = { baseUrl: new URL(segment, url).href, ...common }
    return { client: (options, token = valid) => clientOf(version, token, { ...own, ...options }) }
  })
}

/** Makes a client of a dialect. */
export function clientOf(
  version: ContractHarness['version'],
  token: string | null,
  options: SCIMClientOptions,
): ReturnType<ContractService['client']> {
  return new (dialectOf(version).Client)(token, options)
}

function dialectOf(version: ContractHarness['version']): (typeof DIALECTS)[number] {
  return version === '1.1' ? DIALECTS[0] : DIALECTS[1]
}

/** How many tests the contract has, without those that are left out: no report may have another number. */
export function contractSize(leftOut: readonly string[] = []): number {
  return contractRunner(() => Promise.reject(new Error('Nothing is opened to count.')), leftOut).size
}

function contractRunner(open: Open, leftOut: readonly string[]): Runner {
  const runner = createRunner()
  for (const { version } of DIALECTS) {
    clientContract({
      describe: runner.describe,
      it: (title, body) => {
        if (!leftOut.includes(title)) runner.it(title, body)
      },
      expect: runner.expect,
      title: `SCIM ${version}`,
      version,
      isSlack: true,
      open: () => open(version),
    })
  }
  return runner
}
