import type { Attribute } from '../attributes/attribute.ts'
import type { Owner } from '../links/claim.ts'
import type { Difference } from './diff-user.ts'

/** Attributes whose values only one account can have. */
export type Unique = 'email' | 'userName'

/** How a unique attribute of a person gets its new value. */
export interface Handover {
  /** The account that gives the value up before. */
  readonly holder: string
  /** Where the account is parked first, when the claims go round in a cycle. */
  readonly parkedAt?: string
}

/** What is to be done for a person with an account. */
export interface Draft {
  readonly owner: Owner
  readonly difference: Difference | undefined
  readonly conversion: 'toGuest' | 'toMember' | undefined
  /** Unique values that another account must give up before. */
  handovers?: Handovers
}

/** Handovers by attribute. */
export type Handovers = { readonly [N in Unique]?: Handover }

/** The drafts of accounts, by Slack id. */
export type Drafts = ReadonlyMap<string, Draft>

/** The steps that must be done before a unique value can be written: those by which its holder gives it up. */
export function waitsFor(
  handovers: Handovers | undefined,
  names: readonly Attribute[],
  drafts: Drafts,
): readonly string[] {
  return names.flatMap((name) => {
    const handover = isUnique(name) ? handovers?.[name] : undefined
    return handover ? [releaseStep(handover.holder, name as Unique, drafts)] : []
  })
}

function releaseStep(id: string, name: Unique, drafts: Drafts): string {
  const { difference, handovers } = drafts.get(id) ?? {}
  if (handovers?.[name]?.parkedAt !== undefined) return `updateUser:${id}:park-${name}`
  return name === 'userName' && isApart(difference, handovers)
    ? `updateUser:${id}:userName`
    : `updateUser:${id}`
}

/**
 * Whether the `userName` is written by a step of its own: a step that waits for the address of one account and the
 * name of another could wait for itself.
 */
export function isApart(difference: Difference | undefined, handovers: Draft['handovers']): boolean {
  const to = difference?.to ?? {}
  return to.userName !== undefined && to.email !== undefined && handovers !== undefined
}

/** Whether only one account can have a value of an attribute. */
export function isUnique(name: Attribute): name is Unique {
  return name === 'email' || name === 'userName'
}
