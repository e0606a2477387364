import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { groupAttributesShape, groupShape } from '../src/schemas/group-shape.ts'
import type { Shape } from '../src/schemas/shape.ts'
import { userAttributesShape, userShape } from '../src/schemas/user-shape.ts'

// `npm run predicates` writes the shapes of users and groups as plain code; a test keeps src/schemas/predicates.ts current.

/** Where the code is written to. */
export const PREDICATES: string = fileURLToPath(new URL('../src/schemas/predicates.ts', import.meta.url))

/** One predicate: its schema, and the predicate of a schema that it narrows. */
interface Root {
  readonly name: string
  readonly schema: Shape
  readonly narrows?: Root
}

/** The URNs of a dialect are parameters of the code: a client must not carry those of the other dialect. */
const URNS = { enterprise: 'urn:enterprise', guest: 'urn:guest', profile: 'urn:profile' } as const

function roots(): readonly Root[] {
  const writtenUser = { name: 'UserAttributes', schema: userAttributesShape(URNS) }
  const writtenGroup = { name: 'GroupAttributes', schema: groupAttributesShape() }
  return [
    writtenUser,
    { name: 'User', schema: userShape(URNS), narrows: writtenUser },
    writtenGroup,
    { name: 'Group', schema: groupShape(), narrows: writtenGroup },
  ]
}

/** The source of `src/schemas/predicates.ts`. */
export function renderPredicates(): string {
  const shared: SharedPredicate[] = []
  const functions = roots().map((root) => renderRoot(root, shared))
  return formatted(`// Made by \`npm run predicates\` from the shapes in user-shape.ts and group-shape.ts. Change those, and run it again.

import type { ExtensionUrns } from './user-shape.ts'
import { isAbsent, isFlag, isList, isNullish, isObject, isString, isText } from './value-checks.ts'

${[...shared.map(renderShared), ...functions].join('\n')}
`)
}

/** Formats code as the repository is formatted. */
function formatted(code: string): string {
  const biome = fileURLToPath(new URL('../node_modules/@biomejs/biome/bin/biome', import.meta.url))
  const args = [biome, 'format', '--stdin-file-path', PREDICATES]
  return execFileSync(process.execPath, args, { input: code, encoding: 'utf8' })
}

function renderRoot({ name, schema, narrows }: Root, shared: SharedPredicate[]): string {
  const usesUrns = Object.keys(schema.entries ?? {}).some((key) => key.startsWith('urn:'))
  const parameters = `value: unknown${usesUrns ? ', urns: ExtensionUrns' : ''}`
  const checks = narrows
    ? [`is${narrows.name}(value${usesUrns ? ', urns' : ''})`, ...narrowed(schema, narrows.schema)]
    : [new Checks(name.replace('Attributes', ''), shared).of(schema, 'value')]
  const type = narrows ? 'boolean' : 'value is Readonly<Record<string, unknown>>'
  return `
/** Tells whether the schema \`${name[0]?.toLowerCase()}${name.slice(1)}\` accepts a value. */
export function is${name}(${parameters}): ${type} { return ${checks.join(' && ')} }`
}

/** The checks that a schema has beyond those of the wider one: some of its entries are required. */
function narrowed({ entries = {} }: Shape, wider: Shape): string[] {
  return Object.entries(entries).flatMap(([key, entry]) => {
    const other = wider.entries?.[key]
    if (isDeepStrictEqual(shapeOf(entry), shapeOf(other))) return []
    if (other?.type === 'nullish' && isDeepStrictEqual(shapeOf(entry), shapeOf(other.wrapped)))
      return [`!isAbsent(${member('value', key)})`]
    throw new Error(`${key}: a narrower schema can only make an entry required`)
  })
}

/** What of a schema decides what it accepts. */
function shapeOf(schema: Shape | undefined): unknown {
  if (!schema) return undefined
  const { type, entries = {}, item, wrapped, options = [] } = schema
  return {
    type,
    entries: Object.fromEntries(Object.entries(entries).map(([key, entry]) => [key, shapeOf(entry)])),
    item: shapeOf(item),
    wrapped: shapeOf(wrapped),
    options: options.map(shapeOf),
  }
}

/** A predicate for all attributes whose schemas accept the same. */
interface SharedPredicate {
  readonly shape: unknown
  readonly name: string
  readonly places: string[]
  readonly check: string
}

function renderShared({ name, places, check }: SharedPredicate): string {
  return `
/** Of ${places.join(', ')}. */
function ${name}(value: unknown): boolean { return ${check} }`
}

/** Makes the checks of one resource or attribute. */
class Checks {
  readonly #place: string
  readonly #shared: SharedPredicate[]

  /**
   * @param place - the path of the resource or attribute
   * @param shared - the predicates of objects; gets those that are missing
   */
  constructor(place: string, shared: SharedPredicate[]) {
    this.#place = place
    this.#shared = shared
  }

  /** The check that a schema makes of the value of an expression. */
  of({ type, entries, wrapped, options }: Shape, value: string): string {
    if (wrapped && type === 'nullish') return this.#nullish(wrapped, value)
    if (options && type === 'union') return options.map((option) => this.of(option, value)).join(' || ')
    if (entries && type === 'loose_object') {
      const own = Object.entries(entries).map(([key, entry]) =>
        new Checks(`${this.#place}.${key.replace('urn:', '')}`, this.#shared).of(entry, member(value, key)),
      )
      return [`isObject(${value})`, ...own].join(' && ')
    }
    if (type === 'string' || type === 'boolean') return `typeof ${value} === '${type}'`
    throw new Error(`${this.#place}: schemas of type ${type} are not supported`)
  }

  #nullish(schema: Shape, value: string): string {
    if (schema.type === 'string') return `isText(${value})`
    if (schema.type === 'boolean') return `isFlag(${value})`
    if (schema.item) return `isList(${value}, ${this.#predicate(schema.item)})`
    if (schema.entries) return `isNullish(${value}, ${this.#predicate(schema)})`
    return `(isAbsent(${value}) || ${this.of(schema, value)})`
  }

  /** The name of a predicate for a schema, which it makes unless there is one. */
  #predicate(schema: Shape): string {
    if (schema.type === 'string') return 'isString'
    const shape = shapeOf(schema)
    const same = this.#shared.find((one) => isDeepStrictEqual(one.shape, shape))
    if (same) {
      same.places.push(this.#place)
      return same.name
    }
    const check = this.of(schema, 'value')
    const places = [this.#place]
    const name = predicateName(this.#place)
    this.#shared.push({ shape, name, places, check })
    return name
  }
}

/** The expression of a member; URNs are those of the dialect. */
function member(value: string, key: string): string {
  return key.startsWith('urn:') ? `${value}[urns.${key.slice('urn:'.length)}]` : `${value}.${key}`
}

/** The name of the predicate of an attribute, in the singular: `isUserGuestChannel` of `User.guest.channels`. */
function predicateName(place: string): string {
  const words = place.split('.').map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`)
  return `is${words.join('').replace(/(?<=s)es$|(?<!s)s$/, '')}`
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const text = renderPredicates()
  const isCurrent = readFileSync(PREDICATES, { encoding: 'utf8', flag: 'a+' }) === text
  if (!isCurrent) writeFileSync(PREDICATES, text)
}
