import type { ContractHarness } from '../../contract/harness.ts'
import { expectation } from './expectation.ts'

/** A test that did not hold. */
export interface Failure {
  /** Its own title after those around it. */
  readonly title: string
  readonly message: string
}

/** What came of a run. */
export interface Outcome {
  readonly passed: number
  readonly failures: readonly Failure[]
}

/** A test runner that needs nothing of the runtime it runs in. */
export interface Runner extends Pick<ContractHarness, 'describe' | 'it' | 'expect'> {
  /** How many tests there are. */
  readonly size: number
  /** Runs them in their order, one at a time. */
  run(): Promise<Outcome>
}

/** Longer than any test takes, so that a hanging one is a failure with a name. */
const TIME_LIMIT = 20_000

/** Makes a runner; tests are given to it before it runs. */
export function createRunner(timeLimit: number = TIME_LIMIT): Runner {
  const around: string[] = []
  const tests: { readonly title: string; readonly body: () => Promise<void> }[] = []
  return {
    describe(title, body) {
      around.push(title)
      body()
      around.pop()
    },
    it(title, body) {
      tests.push({ title: [...around, title].join(' › '), body })
    },
    expect: expectation,
    get size() {
      return tests.length
    },
    async run() {
      const failures: Failure[] = []
      for (const { title, body } of tests) {
        try {
          await within(timeLimit, body)
        } catch (error) {
          failures.push({ title, message: describeError(error) })
        }
      }
      return { passed: tests.length - failures.length, failures }
    },
  }
}

async function within(timeLimit: number, body: () => Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no end after ${timeLimit} ms`)), timeLimit)
  })
  try {
    await Promise.race([body(), limit])
  } finally {
    clearTimeout(timer)
  }
}

/** An error with those behind it: what a runtime says stands in the cause. */
function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const because = error.cause === undefined ? '' : `, because ${describeError(error.cause)}`
  return `${error.name}: ${error.message}${because}`
}
