import type { Attribute, Attributes } from '../attributes/attribute.ts'
import type { KeyedHash } from './keyed-hash.ts'
import type { Link, Links } from './links.ts'
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
 * The hash of a value as last written. The attribute is part of what is hashed, so equal values of two attributes do
 * not show; a cleared attribute is the empty text.
 */
export function writtenHash(hash: KeyedHash, attribute: Attribute, value: string | null): string {
  return hash(`${attribute}=${value ?? ''}`)
}

/** What a link says was written last, with further values written. */
export function withWritten(hash: KeyedHash, written: Link['written'], values: Attributes): Link['written'] {
  const added = Object.entries(values).map(([name, value]) => [
    name,
    writtenHash(hash, name as Attribute, value),
  ])
  return { ...written, ...Object.fromEntries(added) }
}

/** Whether a value is the one last written; undefined if none was. */
export function isAsWritten(
  hash: KeyedHash,
  written: Link['written'],
  [attribute, value]: readonly [attribute: Attribute, value: string | null],
): boolean | undefined {
  const last = written[attribute]
  return last === undefined ? undefined : last === writtenHash(hash, attribute, value)
}
