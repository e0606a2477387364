import type { SCIM2Client, SCIMClient, SCIMClientOptions } from '../../src/index.ts'

/** The part of an assertion that the contract uses; every test runner has it or takes ten lines to write. */
export interface Expectation {
  /** The same value, as by `Object.is`. */
  toBe(expected: unknown): void
  /** The same structure; keys that are undefined count as absent. */
  toEqual(expected: unknown): void
}

/**
 * What the contract needs of its surroundings: a test runner and a service. It imports neither, so that the
 * same tests run in every runtime of the client.
 */
export interface ContractHarness {
  readonly describe: (title: string, body: () => void) => void
  readonly it: (title: string, body: () => Promise<void>) => void
  readonly expect: (actual: unknown) => Expectation
  /** What is tested: the dialect and what answers. */
  readonly title: string
  readonly version: '1.1' | '2.0'
  /** Whether what only Slack does is tested too. */
  readonly isSlack: boolean
  /** Opens a service; it may be the same one each time, and hold what others left there. */
  open(): Promise<ContractService>
}

/** A service for one test. */
export interface ContractService {
  /** A client with a valid token, or with another one. */
  client(options?: SCIMClientOptions, token?: string): SCIMClient | SCIM2Client
  close?(): Promise<void>
}

/** What a test of the contract is given. */
export interface ContractScene {
  readonly scim: SCIMClient | SCIM2Client
  readonly service: ContractService
  /** A name that nobody has yet, of at most 21 characters. */
  name(): string
}

let names = 0

/** Defines a test that opens a service, and closes it whatever happens. */
export function contractTest(
  { it, open }: ContractHarness,
  title: string,
  body: (scene: ContractScene) => Promise<void>,
): void {
  it(title, async () => {
    const service = await open()
    const run = Math.random().toString(36).slice(2, 8)
    try {
      await body({ service, scim: service.client(), name: () => `c${run}${names++}` })
    } finally {
      await service.close?.()
    }
  })
}

/** What a promise rejects with; nothing when it resolves. */
export async function rejection(promise: PromiseLike<unknown>): Promise<Record<string, unknown> | undefined> {
  try {
    await promise
    return undefined
  } catch (error) {
    return error as Record<string, unknown>
  }
}

/** Makes a value that throws when it is changed. */
export function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) frozen(part)
    Object.freeze(value)
  }
  return value
}
