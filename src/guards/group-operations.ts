import { changeOf, plain } from './change.ts'
import { type Effect, readChange } from './empty-group.ts'

/** A removal by name, whose filter Slack is known to apply. */
const NAMED = /^(?:urn:[^[]+[:.])?members\[([^[]*)\]$/i
const ONE_NAME = /^ ?value eq (?:"([^"\\]+)"|(?!(?:null|true|false) ?$)([a-z][\w-]*)) ?$/i

/** Reads the operations of a `PatchOp` of a group; false for what may empty it. */
export function readOperations(operations: unknown, effect: Effect): boolean {
  return Array.isArray(operations) && operations.every((one) => readOperation(one, effect))
}

function readOperation(operation: unknown, effect: Effect): boolean {
  const change = changeOf(operation)
  if (change?.verb === 'remove' && plain(change.path).includes('MEMBERS'))
    return readNames(change.path, effect)
  return change !== undefined && readChange(change, effect)
}

/** Reads a filter that names members; false for any other path. */
function readNames(path: string, { removed }: Effect): boolean {
  const [, filter = ''] = NAMED.exec(path.replace(/\s+/g, ' ').trim()) ?? []
  return filter.split(/ or /i).every((term) => {
    const [, quoted = '', word = ''] = ONE_NAME.exec(term) ?? []
    const name = plain(quoted || word)
    removed.add(name)
    return name !== ''
  })
}
