import { ATTRIBUTE_NAMES } from '../attributes/attribute.ts'
import type { Held } from '../links/held.ts'
import type { Drift, LinkChange } from '../plan/plan.ts'
import { type GroupStep, groupRows } from './group-rows.ts'
import { plain } from './plain.ts'
import type { RowView } from './plan-view.ts'
import { EMPTY_ROW, type UserStep, userRow } from './user-rows.ts'

const ATTRIBUTES: ReadonlySet<string> = /* @__PURE__ */ new Set(ATTRIBUTE_NAMES)

// A redacted row is made from an empty one, by what may be shown: a property that is added later is not shown.
// Keys, origins and reasons are texts of a source, which may name a person.

/** Ids and attribute names of a step that concerns one account. */
export function redactedUserRow(step: UserStep): RowView {
  const { sign, changes } = userRow(step)
  const id =
    step.kind === 'createUser' || typeof step.target !== 'string' ? 'new account' : plain(step.target)
  const note = step.kind === 'createUser' && step.guest ? 'guest' : ''
  return { ...EMPTY_ROW, sign, id, note, changes: changes.map(({ name }) => ({ name })) }
}

/** Ids and numbers of the steps of groups. Groups that do not exist yet are numbered. */
export function redactedGroupRows(steps: readonly GroupStep[]): readonly RowView[] {
  const aliases = new Map<string, string>()
  const alias = (key: string): string => {
    const known = aliases.get(key) ?? `group ${aliases.size + 1}`
    aliases.set(key, known)
    return known
  }
  const bare = steps.map((step): GroupStep => {
    if (step.kind === 'createGroup') return { ...step, key: alias(step.key), why: undefined }
    if (step.kind === 'renameGroup' || typeof step.target === 'string') return { ...step, why: undefined }
    return { ...step, target: { key: alias(step.target.key) }, why: undefined }
  })
  return groupRows(bare).map(({ sign, id, note, changes }) => ({
    ...EMPTY_ROW,
    sign,
    id,
    note,
    changes: changes.map(({ name }) => ({ name })),
  }))
}

/** The id and the code of what is held. */
export function redactedHeldRow({ target, code }: Held): RowView {
  return { ...EMPTY_ROW, sign: '!', id: plain(target ?? 'no account'), note: code }
}

/** The id and the attribute that others changed. */
export function redactedDriftRow({ target, attribute, overwritten }: Drift): RowView {
  const note = `${attribute}: not as last written (${overwritten ? 'overwritten' : 'left'})`
  return { ...EMPTY_ROW, sign: '·', id: plain(target), note }
}

/** The id that is linked. */
export function redactedLinkRow({ id, resource, by }: LinkChange): RowView {
  const note = ATTRIBUTES.has(by) ? `${resource} found by ${by}` : resource
  return { ...EMPTY_ROW, sign: '·', id: plain(id), note }
}
