import { describe, expect, it } from 'vitest'
import type { Runner } from './harness.ts'
import { type Outcome, recordHarness } from './record-harness.ts'

/** Makes a test of vitest of each outcome that another runtime reported, and of each that it owes. */
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
