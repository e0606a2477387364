import type { CreateGroupStep, MembersStep, RenameGroupStep } from '../plan/step.ts'
import { counted, grouped } from './figures.ts'
import { plain } from './plain.ts'
import type { RowView } from './plan-view.ts'
import { EMPTY_ROW, refText } from './user-rows.ts'

/** A step that concerns one group. */
export type GroupStep = CreateGroupStep | RenameGroupStep | MembersStep

/** The rows of all steps of groups: a group each, with what all of its steps together do. */
export function groupRows(steps: readonly GroupStep[]): readonly RowView[] {
  const groups = new Map<string, GroupStep[]>()
  for (const step of steps) {
    const name = groupOf(step)
    const known = groups.get(name)
    if (known) known.push(step)
    else groups.set(name, [step])
  }
  return Array.from(groups.values(), groupRow)
}

/** What tells a group that exists from one that is created. */
function groupOf(step: GroupStep): string {
  if (step.kind === 'createGroup') return `new ${step.key}`
  return typeof step.target === 'string' ? step.target : `new ${step.target.key}`
}

function groupRow(steps: readonly GroupStep[]): RowView {
  const created = steps.find((step) => step.kind === 'createGroup')
  const renamed = steps.find((step) => step.kind === 'renameGroup')
  const [first] = steps
  const text = (name: 'who' | 'key' | 'origin' | 'why'): string =>
    plain(steps.find((step) => step[name])?.[name] ?? '')
  const base = { ...EMPTY_ROW, key: text('key'), name: text('who'), origin: text('origin') }
  const note = [memberNote(steps), text('why')].filter(Boolean).join('; ')
  if (created) return { ...base, sign: '+', id: plain(created.key), name: plain(created.name), note }
  const id = first && first.kind !== 'createGroup' ? refText(first.target) : ''
  if (!renamed) return { ...base, sign: '~', id, note }
  const changes = [{ name: 'name', from: plain(renamed.from), to: plain(renamed.to) }]
  return { ...base, sign: '~', id, note, changes }
}

/** Such as `+2 −1 (142 → 143)`, or the size of a new group. */
function memberNote(steps: readonly GroupStep[]): string {
  let [added, removed] = [0, 0]
  let sizes: { readonly before: number; after: number } | undefined
  for (const step of steps) {
    if (step.kind === 'renameGroup') continue
    const count = step.members.length
    if (step.kind === 'removeMembers') removed += count
    else added += count
    const after = step.kind === 'createGroup' ? count : step.leaves
    if (sizes) sizes.after = after
    else sizes = { before: step.kind === 'removeMembers' ? after + count : after - count, after }
  }
  if (!sizes) return ''
  if (steps.some(({ kind }) => kind === 'createGroup')) return `new, ${counted(sizes.after, 'member')}`
  const parts = [added > 0 ? `+${grouped(added)}` : '', removed > 0 ? `−${grouped(removed)}` : '']
  return `${parts.filter(Boolean).join(' ')} (${grouped(sizes.before)} → ${grouped(sizes.after)})`
}
