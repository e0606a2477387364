import type { Attributes } from '../attributes/attribute.ts'
import type { KeyedHash } from './keyed-hash.ts'
import type { Link, Links, Tracked } from './links.ts'
import { newSecret } from './secret.ts'

/**
 * Links of an organization that has none yet, with a new secret from Web Crypto.
 *
 * @param organization - the organization that the links will belong to; default: any
 *
 * @example
 * ```ts
 * import { emptyLinks } from 'slack-scim/provisioning'
 *
 * const links = emptyLinks()
 * console.log(links.users.size)
 * ```
 */
export function emptyLinks(organization = ''): Links {
  return { organization, secret: newSecret(), users: new Map(), groups: new Map() }
}

/**
 * The hash of a value as last written. The name is part of what is hashed, so equal values of two attributes do
 * not show; a cleared attribute is the empty text.
 */
export function writtenHash(hash: KeyedHash, name: Tracked, value: string | null): string {
  return hash(`${name}=${value ?? ''}`)
}

/** Values of attributes, and of what else is tracked, as texts. */
export type TrackedValues = Attributes & { readonly active?: string; readonly members?: string }

/** The members of a group as one text: the same for the same Slack ids in any order. */
export function membersText(ids: Iterable<string>): string {
  return [...ids].sort().join(' ')
}

/** What a link says was written last, with further values written. */
export function withWritten(
  hash: KeyedHash,
  written: Link['written'],
  values: TrackedValues,
): Link['written'] {
  const added = Object.entries(values).map(([name, value]) => [
    name,
    writtenHash(hash, name as Tracked, value),
  ])
  return { ...written, ...Object.fromEntries(added) }
}

/** Whether a value is the one last written; undefined if none was. */
export function isAsWritten(
  hash: KeyedHash,
  written: Link['written'],
  [name, value]: readonly [name: Tracked, value: string | null],
): boolean | undefined {
  const last = written[name]
  return last === undefined ? undefined : last === writtenHash(hash, name, value)
}
