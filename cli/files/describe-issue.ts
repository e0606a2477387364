import type * as v from 'valibot'
import { suggest } from '../../src/options/suggest.ts'

type Keys = readonly (string | number)[]

/** A problem of a value, and the keys that lead to it. */
interface Found {
  readonly issue: v.BaseIssue<unknown>
  readonly keys: Keys
}

/** Says what is wrong with a value, with its place: `users[0].emial: unknown key: did you mean 'email'?` */
export function describeIssue(schema: v.GenericSchema, outer: v.BaseIssue<unknown>): string {
  const { issue, keys } = deepest(outer)
  const place = keys.reduce<string>(
    (path, key) => (typeof key === 'number' ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`),
    '',
  )
  return `${place === '' ? 'the whole' : place}: ${problemOf(schema, issue, keys)}`
}

/** The keys that lead to where an issue is. */
export function keysOf(issue: v.BaseIssue<unknown>): Keys {
  return deepest(issue).keys
}

/** Of the ways in which a value fits no member of a union, the one that got furthest says the most. */
function deepest(issue: v.BaseIssue<unknown>): Found {
  const keys = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)))
  const [best] = (issue.issues ?? [])
    .map((inner) => deepest(inner))
    .filter((inner) => inner.keys.length > 0)
    .sort((one, other) => other.keys.length - one.keys.length || rank(one) - rank(other))
  return best ? { issue: best.issue, keys: [...keys, ...best.keys] } : { issue, keys }
}

/** An unknown key comes first, since it explains the key that is missing. */
function rank({ issue }: Found): number {
  return issue.expected === 'never' ? 0 : 1
}

const WORDS: Readonly<Record<string, string>> = { Object: 'an object', Array: 'a list', string: 'a string' }

function problemOf(schema: v.GenericSchema, issue: v.BaseIssue<unknown>, keys: Keys): string {
  if (issue.expected === 'never') {
    const known = entriesAt(schema, keys.slice(0, -1))
    const meant = suggest(String(keys.at(-1)), known)
    return `unknown key: ${meant === undefined ? 'known keys: ' : `did you mean '${meant}'? Known keys: `}${known.join(', ')}`
  }
  if (issue.kind !== 'schema') return issue.message
  if (issue.received === 'undefined') return 'required'
  const expected = (issue.expected ?? '').replace(/\w+/g, (word) => WORDS[word] ?? word)
  const known = optionsOf(issue)
  const meant = typeof issue.input === 'string' ? suggest(issue.input, known) : undefined
  if (meant !== undefined) return `must not be ${issue.received}: did you mean '${meant}'?`
  const isUnquoted =
    (issue.expected ?? '').includes(known.length > 0 ? `"${issue.input}"` : 'string') &&
    typeof issue.input === 'number'
  return `must be ${expected}, not ${WORDS[issue.received] ?? issue.received}${isUnquoted ? ': write it in quotes' : ''}`
}

/** The texts of which a value must be one; none for other issues. */
function optionsOf({ type, expected }: v.BaseIssue<unknown>): string[] {
  return type === 'picklist' ? [...(expected ?? '').matchAll(/"([^"]*)"/g)].map(([, text = '']) => text) : []
}

/** The keys that an object may have at a place, whatever optional, list or union is on the way. */
function entriesAt(schema: unknown, keys: Keys): string[] {
  const part = schema as {
    readonly entries?: Readonly<Record<string, unknown>>
    readonly item?: unknown
    readonly wrapped?: unknown
    readonly options?: readonly unknown[]
    readonly pipe?: readonly unknown[]
  }
  if (part.wrapped) return entriesAt(part.wrapped, keys)
  if (part.options) return [...new Set(part.options.flatMap((option) => entriesAt(option, keys)))]
  // A pipe is its first schema too; one that begins with a conversion ends in the schema that counts.
  const last = part.pipe?.at(-1)
  if (last && !part.entries && !part.item) return entriesAt(last, keys)
  const [key, ...rest] = keys
  if (key === undefined) return Object.keys(part.entries ?? {})
  const next = typeof key === 'number' ? part.item : part.entries?.[key]
  return next === undefined ? [] : entriesAt(next, rest)
}
