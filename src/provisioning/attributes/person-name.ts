import type { Attributes } from './attribute.ts'

/**
 * A person as a reader knows them: the name, else the displayName, the userName or the address.
 *
 * @param attributes - of a person or an account
 * @param fallback - the key or the Slack id
 *
 * @example
 * ```ts
 * import { personName } from 'slack-scim/provisioning'
 *
 * console.log(personName({ givenName: 'Ada', familyName: 'Berg' }, '1042'))
 * ```
 */
export function personName(attributes: Attributes, fallback: string): string {
  const { givenName, familyName, displayName, userName, email } = attributes
  const name = [givenName, familyName].filter(Boolean).join(' ')
  return name || displayName || userName || email || fallback
}

/** Attributes as the resource that filters of scopes and groups are matched against. */
export function flatPerson(
  attributes: Attributes,
  active: boolean,
): Attributes & { readonly active: boolean } {
  return { active, ...attributes }
}
