import { SCIMConfigurationError } from '../errors/configuration-error.ts'
import { isRecord } from '../protocol/is-record.ts'
import type { Shape } from '../schemas/shape.ts'
import { readAttributePath } from './attribute-path.ts'
import { isList, typeBelow } from './attribute-types.ts'
import { quoted } from './refusal.ts'

/** What is listed below an attribute: all of it, or some sub-attributes. */
export type Listed = true | Branch
interface Branch extends Map<string, Listed> {}

/** An attribute that a body writes. */
export interface Written {
  /** From the outside in. */
  readonly names: readonly string[]
  readonly value: unknown
  /** The type of the resource. */
  readonly type: Shape | undefined
}

/** An allow-list of attributes; an attribute that is not on it does not exist. */
export interface AttributeList {
  readonly root: Listed
  /** Whether all of an attribute is listed. */
  covers(names: readonly string[]): boolean
  /** The first attribute of a value to write that is not listed; undefined when all are. */
  unlisted(written: Written): string | undefined
}

/**
 * Makes an allow-list of attribute names.
 *
 * @param where - the option that it comes from, for messages
 * @param entries - names such as `title`, `name.givenName`, the URN of an extension, or `*` for everything
 */
export function attributeList(where: string, entries: readonly string[] | '*'): AttributeList {
  const root = entries === '*' ? true : grow(where, entries)
  const descend = (names: readonly string[]): Listed | undefined =>
    names.reduce<Listed | undefined>(lookUp, root)
  return {
    root,
    covers: (names) => descend(names) === true,
    unlisted({ names, value, type }) {
      const at = { listed: descend(names), type: names.reduce(typeBelow, type), path: names.join('.') }
      return findUnlisted(value, at)
    },
  }
}

function grow(where: string, entries: readonly string[]): Branch {
  const root: Branch = new Map()
  for (const entry of entries) {
    const path = readAttributePath(entry)
    const last = path?.names.at(-1)
    if (!path || path.filter || last === undefined) {
      throw new SCIMConfigurationError(
        `createRelay: ${where}: ${quoted(entry)} is no attribute: name one such as 'title', 'name.givenName' or the URN of an extension`,
      )
    }
    let branch: Listed = root
    for (const name of path.names.slice(0, -1)) {
      const below: Listed = branch === true ? true : (branch.get(name) ?? new Map<string, Listed>())
      if (branch !== true) branch.set(name, below)
      branch = below
    }
    if (branch !== true) branch.set(last, true)
  }
  return root
}

/** What is listed below a name, without regard to case. */
export function lookUp(listed: Listed | undefined, name: string): Listed | undefined {
  if (!listed || listed === true) return listed
  // Some letters outside of ASCII become ASCII in lower case: U+212A is no k.
  return /^[\x21-\x7e]+$/.test(name) ? listed.get(name.toLowerCase()) : undefined
}

interface Place {
  readonly listed: Listed | undefined
  readonly type: Shape | undefined
  readonly path: string
}

/**
 * Where only parts of an attribute are listed, the value has to be an object of these parts: a scalar or null
 * would overwrite the others. Elements of a list are written whole, and Slack takes one object for a list of one
 * (https://docs.slack.dev/reference/scim-api).
 */
function findUnlisted(value: unknown, { listed, type, path }: Place): string | undefined {
  if (listed === true) return undefined
  if (!listed || isList(type) || !isRecord(value) || Object.keys(value).length === 0) return path
  for (const [name, part] of Object.entries(value)) {
    const below = path ? `${path}.${name}` : name
    const found = findUnlisted(part, {
      listed: lookUp(listed, name),
      type: typeBelow(type, name),
      path: below,
    })
    if (found !== undefined) return found
  }
  return undefined
}
