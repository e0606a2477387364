import { oneOf, unknownKey } from '../errors/check-shape.ts'
import { ASSUMPTIONS, type AssumptionName, type Assumptions } from './assumptions.ts'

/** One assumption that the emulator has relied on. */
export interface AssumptionUse {
  readonly name: AssumptionName
  /** The value of the switch. */
  readonly value: string
  /** How many decisions it made since the last reset. */
  readonly uses: number
  /** The source of the question. */
  readonly fact: string
  /** Why it is open. */
  readonly why: string
}

/** Holds the switches and counts their uses. */
export interface AssumptionLedger {
  /** Returns the value of a switch and counts one use. */
  assume<Name extends AssumptionName>(name: Name): Assumptions[Name]
  /**
   * Returns the value of a switch without counting a use, for code that reads it before it knows whether it
   * matters.
   */
  peek<Name extends AssumptionName>(name: Name): Assumptions[Name]
  /** Returns the switches that were used, in the order of first use. */
  used(): AssumptionUse[]
  /** Clears the counts. */
  clear(): void
}

/**
 * Makes a ledger.
 *
 * @param settings - switches that differ from the defaults
 * @param onUse - called on each use
 * @throws EmulatorError for a switch or an option that does not exist
 */
export function createLedger(
  settings: Partial<Assumptions>,
  onUse: (name: AssumptionName, value: string) => void,
): AssumptionLedger {
  const values = new Map<AssumptionName, string>()
  for (const [name, assumption] of Object.entries(ASSUMPTIONS)) {
    values.set(name as AssumptionName, assumption.options[0])
  }
  for (const [name, value] of Object.entries(settings)) {
    if (value === undefined) continue
    const known = Object.hasOwn(ASSUMPTIONS, name) ? ASSUMPTIONS[name as AssumptionName] : undefined
    if (!known) throw unknownKey('createEmulator: assumptions', name, Object.keys(ASSUMPTIONS))
    oneOf(known.options)(value, `createEmulator: assumptions.${name}`)
    values.set(name as AssumptionName, value)
  }

  const uses = new Map<AssumptionName, number>()
  const peek = <Name extends AssumptionName>(name: Name): Assumptions[Name] =>
    values.get(name) as Assumptions[Name]
  return {
    peek,
    assume(name) {
      const value = peek(name)
      uses.set(name, (uses.get(name) ?? 0) + 1)
      onUse(name, value)
      return value
    },
    used: () =>
      Array.from(uses, ([name, count]) => ({
        name,
        value: peek(name),
        uses: count,
        fact: ASSUMPTIONS[name].fact,
        why: ASSUMPTIONS[name].why,
      })),
    clear: () => uses.clear(),
  }
}
