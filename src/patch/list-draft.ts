import { member } from '../filter/attribute-values.ts'
import { foldCase } from '../protocol/text.ts'
import { managerValue, Union } from './combine-values.ts'
import { isName } from './patch-path.ts'
import { isReadOnly, type JSONObject, updateAttribute } from './update-attribute.ts'

/** `members[value eq "U1"]`; of other values, such as times, several texts can stand for the same. */
const BY_VALUE = /^([a-z]\w*)\[value eq "([\w@.+-]*)"\]$/i

/** An operation that adds elements to a list, or removes those of one value. */
interface ListEdit {
  readonly name: string
  readonly added?: readonly unknown[]
  readonly removed?: string
}

/**
 * The lists of a resource that operations change element by element. Thousands of operations would otherwise take as
 * many copies of a group.
 */
export class ListDrafts {
  readonly #drafts = new Map<string, ListDraft>()

  /**
   * Takes an operation that is an edit of a list.
   *
   * @returns the resource, with the lists written that the operation may read otherwise; `undefined` when it was taken
   */
  take(node: JSONObject, operation: unknown): JSONObject | undefined {
    const edit = readEdit(node, operation)
    const { path } = Object(operation)
    const key = (edit?.name ?? String(isName(path) ? path : '')).toLowerCase()
    const draft = this.#drafts.get(key)
    if (!edit) return key && !draft ? node : this.write(node)
    if (draft && draft.name !== edit.name) return this.write(node)
    const open = draft ?? new ListDraft(edit.name, member(node, edit.name) as readonly unknown[])
    this.#drafts.set(key, open)
    open.edit(edit)
    return undefined
  }

  /** Writes the lists into the resource. */
  write(node: JSONObject): JSONObject {
    let after = node
    for (const draft of this.#drafts.values()) after = updateAttribute(after, draft.name, () => draft.values)
    this.#drafts.clear()
    return after
  }
}

class ListDraft {
  readonly name: string
  readonly #union: Union
  /** Positions of elements by the texts of their values. */
  readonly #byText = new Map<string, number[]>()

  constructor(name: string, before: readonly unknown[]) {
    this.name = name
    this.#union = new Union('add', before)
    for (const position of before.keys()) this.#note(position)
  }

  get values(): readonly unknown[] {
    return this.#union.values
  }

  edit({ added = [], removed }: ListEdit): void {
    for (const element of added) this.#note(this.#union.add(element))
    if (removed === undefined) return
    const text = foldCase(removed)
    for (const position of this.#byText.get(text) ?? []) this.#union.after[position] = undefined
    this.#byText.delete(text)
  }

  #note(position: number | undefined): void {
    if (position === undefined) return
    for (const value of [member(this.#union.after[position], 'value')].flat()) {
      if (typeof value !== 'string') continue
      const text = foldCase(value)
      const known = this.#byText.get(text)
      if (known) known.push(position)
      else this.#byText.set(text, [position])
    }
  }
}

/** Reads an operation as an edit of a list that the resource has. */
function readEdit(node: JSONObject, operation: unknown): ListEdit | undefined {
  const { op, path, value } = Object(operation)
  if (typeof op !== 'string' || typeof path !== 'string') return undefined
  const verb = op.toLowerCase()
  const [, name = path, removed] = (verb === 'remove' && BY_VALUE.exec(path)) || []
  if (!Array.isArray(member(node, name)) || isReadOnly(name)) return undefined
  // The path is the name of an attribute as well, which comes first.
  if (removed !== undefined) return member(node, path) === undefined ? { name, removed } : undefined
  if (verb !== 'add' || value === undefined || value === null) return undefined
  const added = [managerValue('add', name, value)].flat()
  // Each new primary element takes the mark off the one before.
  return added.some((element) => member(element, 'primary') !== undefined) ? undefined : { name, added }
}
