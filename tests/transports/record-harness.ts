import type { Runner } from './harness.ts'

/** How one test went; `error` is there if it failed. */
export interface Outcome {
  readonly name: string
  readonly error?: string
}

/** Collects the tests of a contract, to run them where there is no vitest. */
export function recordHarness(): Runner & { run(): Promise<Outcome[]>; readonly names: readonly string[] } {
  const tests: { name: string; test: () => Promise<void> }[] = []
  return {
    get names() {
      return tests.map(({ name }) => name)
    },
    it: (name, test) => void tests.push({ name, test }),
    expect: (value) => ({
      toEqual: (expected) => {
        const [got, want] = [value, expected].map((one) => JSON.stringify(one, sorted))
        if (got !== want) throw new Error(`${got} is not ${want}`)
      },
      toMatch: (expected) => {
        if (!expected.test(String(value))) throw new Error(`${value} does not match ${expected}`)
      },
    }),
    run: async () => {
      const outcomes: Outcome[] = []
      for (const { name, test } of tests) {
        try {
          await test()
          outcomes.push({ name })
        } catch (error) {
          outcomes.push({
            name,
            error: error instanceof Error ? `${error.message}\n${error.stack}` : String(error),
          })
        }
      }
      return outcomes
    },
  }
}

/** JSON knows no order of keys, and no undefined. */
function sorted(_key: string, value: unknown): unknown {
  if (value === undefined) return '(undefined)'
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
