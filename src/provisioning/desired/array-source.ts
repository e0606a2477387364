import type { Filter } from '../../filter/filter.ts'
import type { DesiredGroup, DesiredUser, Owns } from './desired.ts'
import type { DirectorySource } from './source.ts'

/** People and groups in memory, as a source. */
export interface ArraySource {
  /** Unique among the sources. */
  readonly name: string
  /** The attributes that the source writes. */
  readonly owns: Owns
  /** The accounts that absence here may concern; default: only linked accounts. */
  readonly scope?: Filter | undefined
  /** When the data was made, as ISO 8601; default: when it is read. */
  readonly takenAt?: string | undefined
  /** Active unless they say otherwise. */
  readonly people?:
    | readonly (Omit<DesiredUser, 'source' | 'active'> & { readonly active?: boolean })[]
    | undefined
  /** Groups that add members unless they say otherwise. */
  readonly groups?:
    | readonly (Omit<DesiredGroup, 'source' | 'mode'> & Partial<Pick<DesiredGroup, 'mode'>>)[]
    | undefined
}

/**
 * A source of people and groups that are in memory already.
 *
 * @param source - `name`, `owns`, `people`, `groups`, `scope` and `takenAt`
 *
 * @example
 * ```ts
 * import { arraySource, readDesired } from 'slack-scim/provisioning'
 *
 * const source = arraySource({
 *   name: 'hr',
 *   owns: { userName: 'onCreate', email: 'always', title: 'always' },
 *   people: [{ key: '0042', attributes: { userName: 'ada', email: 'ada@example.com', title: 'Engineer' } }],
 *   groups: [{ key: 'engineers', members: ['0042'], mode: 'exact' }],
 * })
 * await readDesired([source])
 * ```
 */
export function arraySource({ people = [], groups = [], ...source }: ArraySource): DirectorySource {
  return {
    ...source,
    async *read() {
      for (const person of people) yield { ...person, active: person.active ?? true }
      for (const group of groups) yield { ...group, mode: group.mode ?? 'add' }
    },
  }
}
