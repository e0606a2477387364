import { isRecord } from '../protocol/is-record.ts'
import { type Effect, plain, readChange } from './empty-group.ts'

/** The parts of an operation, as `plain` writes them. */
const PARTS = ['OP', 'PATH', 'VALUE']
const WRITES = ['add', 'replace'] as const
/** A removal by name, whose filter Slack is known to apply. */
const NAMED = /^(?:urn:[^[]+[:.])?members\[([^[]*)\]$/i
const ONE_NAME = /^ ?value eq (?:"([^"\\]+)"|(?!(?:null|true|false) ?$)([a-z][\w-]*)) ?$/i

/** Reads the operations of a `PatchOp` of a group; false for what may empty it. */
export function readOperations(operations: unknown, effect: Effect): boolean {
  return Array.isArray(operations) && operations.every((one) => readOperation(one, effect))
}

function readOperation(operation: unknown, effect: Effect): boolean {
  if (!isRecord(operation)) return false
  const { op, path = '', value, ...rest } = operation
  // Slack reads names without regard to case, so another spelling may be the one that counts.
  if (Object.keys(rest).some((key) => PARTS.includes(plain(key)))) return false
  if (typeof path !== 'string' && path !== null) return false
  // An unknown operation counts as a removal.
  const verb = WRITES.find((one) => typeof op === 'string' && one === op.toLowerCase()) ?? 'remove'
  if (verb === 'remove' && plain(path ?? '').includes('MEMBERS')) return readNames(path ?? '', effect)
  return readChange({ verb, path: path ?? '', value, depth: 0 }, effect)
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
