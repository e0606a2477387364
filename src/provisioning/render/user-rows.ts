import { ATTRIBUTE_NAMES, type Attributes } from '../attributes/attribute.ts'
import type { CreateUserStep, Ref, SwitchUserStep, UpdateUserStep } from '../plan/step.ts'
import { plain } from './plain.ts'
import type { ChangeView, RowView, Sign } from './plan-view.ts'

/** A row without texts, to be completed. */
export const EMPTY_ROW = {
  id: '',
  key: '',
  name: '',
  address: '',
  origin: '',
  note: '',
  fix: '',
  changes: [],
} as const

/** What a value that is not there reads as. */
const NO_VALUE = '(empty)'

const SWITCH_SIGNS: Readonly<Record<SwitchUserStep['kind'], Sign>> = {
  deactivate: '-',
  reactivate: '+',
  toGuest: '~',
  toMember: '~',
}

/** A step that concerns one account. */
export type UserStep = CreateUserStep | UpdateUserStep | SwitchUserStep

/** The row of a step that concerns one account. */
export function userRow(step: UserStep): RowView {
  const base = {
    ...EMPTY_ROW,
    key: plain(step.key ?? ''),
    name: plain(step.who),
    origin: plain(step.origin ?? ''),
    note: plain(step.why ?? ''),
  }
  if (step.kind === 'createUser') {
    const note = [step.guest ? 'guest' : '', base.note].filter(Boolean).join('; ')
    const { userName, email } = step.to
    const id = plain(userName ?? step.key)
    return { ...base, sign: '+', id, address: plain(email ?? ''), note, changes: changesOf({}, step) }
  }
  const id = refText(step.target)
  if (step.kind === 'updateUser') return { ...base, sign: '~', id, changes: changesOf(step.from, step) }
  return { ...base, sign: SWITCH_SIGNS[step.kind], id, address: plain(step.from.email ?? '') }
}

/** A Slack id, or the key of what an earlier step creates. */
export function refText(ref: Ref): string {
  return typeof ref === 'string' ? plain(ref) : `${plain(ref.key)} (new)`
}

/** What changes, in the order of the vocabulary. */
function changesOf(
  from: Attributes,
  { to, manager }: Pick<UpdateUserStep, 'to' | 'manager'>,
): readonly ChangeView[] {
  const isNew = Object.keys(from).length === 0
  return ATTRIBUTE_NAMES.flatMap((name): ChangeView[] => {
    const value = name === 'manager' && manager !== undefined ? refText(manager) : to[name]
    if (value === undefined) return []
    return [{ name, from: isNew ? undefined : shown(from[name]), to: shown(value) }]
  })
}

function shown(value: string | null | undefined): string {
  return value === null || value === undefined ? NO_VALUE : plain(value)
}
