import { SCIMConfigurationError } from '../errors/configuration-error.ts'
import { isRecord } from '../protocol/is-record.ts'
import { suggest } from './suggest.ts'

/** What an option must be: a test of its value, and the words for it. */
export type OptionRule = readonly [fits: (value: unknown) => boolean, expected: string]

/** The options that there are, by name. */
export type OptionRules = Readonly<Record<string, OptionRule>>

/** Where options come from, for messages. */
export interface OptionSource {
  /** Who takes the options: `client`, `readUser`, `createRelay`. */
  readonly owner: string
  /** What stands before each name, such as `tls.`; default nothing. */
  readonly prefix?: string
  /** What to say of names that are known from elsewhere, in place of a suggestion. */
  readonly hints?: Readonly<Record<string, string>>
}

/** An option that is refused, or all of them if there is no name, and why. */
export interface OptionProblem {
  readonly name: string
  readonly problem: string
}

/**
 * Refuses an unknown option and a value of the wrong type; messages never show a value. `undefined` is as good
 * as absent.
 *
 * @throws {@link SCIMConfigurationError} naming the option and the fix
 */
export function checkOptions(source: OptionSource, options: unknown, rules: OptionRules): void {
  const { owner, prefix = '' } = source
  const found = findProblem(source, options, rules)
  if (!found) return
  const { name, problem } = found
  const option = name && `option '${prefix}${name}': `
  throw new SCIMConfigurationError(`${owner}: ${option}${problem}`)
}

/** Finds the first option that is unknown or has a value of the wrong type. */
export function findProblem(
  { prefix = '', hints = {} }: Omit<OptionSource, 'owner'>,
  options: unknown,
  rules: OptionRules,
): OptionProblem | undefined {
  if (!isRecord(options)) return { name: '', problem: 'the options must be an object' }
  for (const [name, value] of Object.entries(options)) {
    if (Object.hasOwn(hints, name)) return { name, problem: String(hints[name]) }
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
    if (!rule) {
      const names = Object.keys(rules)
      const meant = suggest(name, names)
      const question = meant ? `: did you mean '${prefix}${meant}'?` : '.'
      return { name, problem: `unknown${question} There are ${names.join(', ')}` }
    }
    const [fits, expected] = rule
    if (value !== undefined && !fits(value)) return { name, problem: `must be ${expected}` }
  }
  return undefined
}

/** A function. */
export const FUNCTION: OptionRule = [(value) => typeof value === 'function', 'a function']
/** A text. */
export const TEXT: OptionRule = [(value) => typeof value === 'string', 'a string']
/** `true` or `false`. */
export const SWITCH: OptionRule = [(value) => typeof value === 'boolean', 'true or false']
/** A plain object. */
export const OBJECT: OptionRule = [(value) => typeof value === 'object' && value !== null, 'an object']
/** Milliseconds from 0 on, `Infinity` among them. */
export const MILLISECONDS: OptionRule = [
  (value) => typeof value === 'number' && value >= 0,
  'a number of milliseconds, 0 or more',
]

/** Any value, which is checked elsewhere. */
export const ANYTHING: OptionRule = [() => true, 'any value']

/** One of a closed set of texts. */
export function oneOf(...texts: readonly string[]): OptionRule {
  return [(value) => texts.includes(value as string), texts.map((text) => `'${text}'`).join(' or ')]
}

/** An object with a method of that name. */
export function withMethod(name: string): OptionRule {
  return [(value) => hasMethod(value, name), `an object with ${name}()`]
}

/** Whether a value has a method of that name. */
export function hasMethod(value: unknown, name: string): boolean {
  return typeof (value as Readonly<Record<string, unknown>> | null | undefined)?.[name] === 'function'
}
