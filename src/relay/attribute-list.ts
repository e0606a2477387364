import { SCIMConfigurationError } from '../errors/configuration-error.ts'
import { isRecord } from '../protocol/is-record.ts'
import { readAttributePath } from './attribute-path.ts'
import { quoted } from './refusal.ts'

/** What is listed below an attribute: all of it, or some sub-attributes. */
type Listed = true | Branch
interface Branch extends Map<string, Listed> {}

/** Attributes whose elements are written whole, in any case. */
const LISTS = /^(emails|phoneNumbers|photos|addresses|roles|members|groups)$/i

/** An allow-list of attributes; what is not on it does not exist. */
export interface AttributeList {
  /** Whether all of an attribute is listed. */
  covers(names: readonly string[]): boolean
  /** The first attribute of a value to write that is not listed; undefined when all are. */
  unlisted(names: readonly string[], value: unknown): string | undefined
  /** The part of a value that is listed. */
  shown(value: unknown): unknown
}

/**
 * Makes an allow-list of attribute names.
 *
 * @param where - the option that it comes from, for messages
 * @param entries - names such as `title`, `name.givenName`, the URN of an extension, or `*` for everything
 */
export function attributeList(where: string, entries: readonly string[] | '*'): AttributeList {
  const root = entries === '*' ? true : grow(where, entries)
  return {
    covers: (names) => descend(root, names) === true,
    unlisted(names, value) {
      const listed = descend(root, names)
      // Slack takes one object for a list of one (https://docs.slack.dev/reference/scim-api).
      if (LISTS.test(names[0] ?? '') && listed !== true) return names.join('.')
      return findUnlisted(listed, names.join('.'), value)
    },
    shown: (value) => show(root, value),
  }
}

function grow(where: string, entries: readonly string[]): Branch {
  const root: Branch = new Map()
  for (const entry of entries) {
    const path = readAttributePath(entry)
    const last = path?.names.at(-1)
    if (!path || path.filter || last === undefined) {
      throw new SCIMConfigurationError(
        `${where} has ${quoted(entry)}, which is no attribute: name one such as 'title', 'name.givenName' or the URN of an extension`,
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

function descend(root: Listed, names: readonly string[]): Listed | undefined {
  return names.reduce<Listed | undefined>((listed, name) => lookUp(listed, name), root)
}

function lookUp(listed: Listed | undefined, name: string): Listed | undefined {
  if (!listed || listed === true) return listed
  // Some letters outside of ASCII become ASCII in lower case: U+212A is no k.
  return /^[\x21-\x7e]+$/.test(name) ? listed.get(name.toLowerCase()) : undefined
}

/**
 * Where only parts of an attribute are listed, the value has to be an object of these parts: a scalar or null
 * would overwrite the others, and so would a list, whose elements are written whole.
 */
function findUnlisted(listed: Listed | undefined, path: string, value: unknown): string | undefined {
  if (listed === true) return undefined
  if (!listed || !isRecord(value) || Object.keys(value).length === 0) return path
  for (const [name, part] of Object.entries(value)) {
    const found = findUnlisted(lookUp(listed, name), path ? `${path}.${name}` : name, part)
    if (found !== undefined) return found
  }
  return undefined
}

function show(listed: Listed | undefined, value: unknown): unknown {
  if (listed === true) return value
  if (!listed) return undefined
  if (Array.isArray(value)) {
    return value.map((element) => show(listed, element)).filter((element) => element !== undefined)
  }
  if (!isRecord(value)) return undefined
  const parts = Object.entries(value).map(([name, part]) => [name, show(lookUp(listed, name), part)] as const)
  return Object.fromEntries(parts.filter(([, part]) => part !== undefined))
}
