import { SCIMConfigurationError } from '../errors/configuration-error.ts'
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

/**
 * Refuses an unknown option and a value of the wrong type; messages never show a value. `undefined` is as good
 * as absent.
 *
 * @throws {@link SCIMConfigurationError} naming the option and the fix
 */
export function checkOptions(
  { owner, prefix = '', hints = {} }: OptionSource,
  options: unknown,
  rules: OptionRules,
): void {
  const problem = (text: string): SCIMConfigurationError => new SCIMConfigurationError(`${owner}: ${text}`)
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw problem('the options must be an object')
  }
  const names = Object.keys(rules)
  for (const [name, value] of Object.entries(options)) {
    const option = `option '${prefix}${name}'`
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
    if (!rule) {
      if (Object.hasOwn(hints, name)) throw problem(`${option}: ${hints[name]}`)
      const meant = suggest(name, names)
      const question = meant ? `: did you mean '${prefix}${meant}'?` : '.'
      throw problem(`${option}: unknown${question} There are ${names.join(', ')}`)
    }
    const [fits, expected] = rule
    if (value !== undefined && !fits(value)) throw problem(`${option}: must be ${expected}`)
  }
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
