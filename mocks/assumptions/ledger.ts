import { EmulatorError } from '../errors/emulator-error.ts'
import { ASSUMPTIONS, type AssumptionName, type Assumptions } from './assumptions.ts'

/** One assumption that the emulator has relied on. */
export interface AssumptionUse {
  readonly name: AssumptionName
  /** The option in force. */
  readonly value: string
  /** How often it decided something since the last reset. */
  readonly uses: number
  /** Where the question comes from. */
  readonly fact: string
  /** Why it is open. */
  readonly why: string
}

/** Answers what is assumed, and remembers what was asked. */
export interface AssumptionLedger {
  /** The option in force; asking is what counts as a use. */
  assume<Name extends AssumptionName>(name: Name): Assumptions[Name]
  /** The option in force, for what is looked at on every request and decides nothing yet. */
  peek<Name extends AssumptionName>(name: Name): Assumptions[Name]
  /** What was relied on so far, in the order of first use. */
  used(): AssumptionUse[]
  /** Forgets the uses. */
  clear(): void
}

/**
 * Keeps the switches and counts their uses.
 *
 * @param settings - switches that differ from the defaults
 * @param onUse - told about each use
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
    if (!known) {
      throw new EmulatorError(`assumptions: there is no switch ${name}; see ASSUMPTIONS for their names.`)
    }
    if (!(known.options as readonly string[]).includes(value)) {
      throw new EmulatorError(`assumptions.${name} is ${value}; it can be ${known.options.join(', ')}.`)
    }
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
