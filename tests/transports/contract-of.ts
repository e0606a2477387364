import { describe, expect, it } from 'vitest'
import type { Runner } from './harness.ts'
import { type Outcome, recordHarness } from './record-harness.ts'

/** Reports each outcome of another runtime as a vitest test, and fails when an expected test is missing. */
export function reportOutcomes(
  title: string,
  contract: (runner: Runner) => void,
  outcomes: readonly Outcome[],
): void {
  const owed = recordHarness()
  contract(owed)
  describe(title, () => {
    it('runs every test of the contract', () => {
      expect(outcomes.map(({ name }) => name)).toEqual(owed.names)
    })
    it.each(outcomes.map(({ name, error }) => [name, error]))('%s', (_name, error) => {
      expect(error).toBeUndefined()
    })
  })
}
