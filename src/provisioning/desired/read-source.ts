import { canonicalPerson, keyProblem } from './canonical-person.ts'
import { originOf } from './check-people.ts'
import type { DesiredGroup, DesiredUser } from './desired.ts'
import type { DesiredEvent } from './events.ts'
import type { DirectorySource } from './source.ts'
import { issueAt, SCIMSourceError, type SourceIssue } from './source-error.ts'

/** Where what is read goes. */
export interface Collection {
  readonly users: Map<string, DesiredUser>
  readonly groups: Map<string, DesiredGroup>
  readonly issues: SourceIssue[]
}

/** How one source is read. */
export interface ReadOne {
  readonly now: Date
  readonly signal: AbortSignal | undefined
  readonly emit: (event: DesiredEvent) => void
}

/** What became of one source. */
export interface ReadResult {
  readonly rows: number
  /** Why the source ended before its end; absent if it was read to its end. */
  readonly failure?: { readonly issues: readonly SourceIssue[]; readonly cause: unknown } | undefined
}

/** Rows between two events. */
const EVERY = 1000

/** Reads a source to its end. What it yields is collected; a throw makes it incomplete, whatever it yielded before. */
export async function readSource(
  source: DirectorySource,
  into: Collection,
  { now, signal, emit }: ReadOne,
): Promise<ReadResult> {
  const { name } = source
  let rows = 0
  let items = 0
  emit({ type: 'source.start', source: name })
  try {
    for await (const item of source.read({ now, signal })) {
      signal?.throwIfAborted()
      if (collect({ ...item, source: name }, into)) rows++
      if (++items % EVERY === 0) emit({ type: 'source.rows', source: name, rows })
    }
    emit({ type: 'source.end', source: name, rows, complete: true })
    return { rows }
  } catch (cause) {
    emit({ type: 'source.end', source: name, rows, complete: false })
    if (signal?.aborted) throw cause
    const reason = cause instanceof Error ? cause.message : 'it threw no error'
    const message = `failed after ${rows} ${rows === 1 ? 'person' : 'people'}, so none of it counts: ${reason}`
    const issues = cause instanceof SCIMSourceError ? cause.issues : [issueAt(name, message)]
    return { rows, failure: { issues, cause } }
  }
}

/** Puts a person or group where it belongs; returns whether it is a person. */
function collect(item: DesiredUser | DesiredGroup, { users, groups, issues }: Collection): boolean {
  const isUser = 'attributes' in item
  const { key } = item
  const problem = keyProblem(key)
  if (problem) {
    issues.push(issueAt(originOf(item), `key: ${problem}`))
    return isUser
  }
  const first = (isUser ? users : groups).get(key)
  if (first) {
    issues.push(
      issueAt(originOf(item), `key ${key}: is also that of ${originOf(first)}: give each row its own`),
    )
    return isUser
  }
  if (isUser) {
    const { person, issues: found } = canonicalPerson(item)
    issues.push(...found)
    users.set(key, person)
    return true
  }
  if (!Array.isArray(item.members))
    issues.push(issueAt(originOf(item), `${key}: members: must be a list of keys`))
  const members = [...new Set(Array.isArray(item.members) ? item.members : [])]
  groups.set(key, { ...item, members, name: item.name?.trim() })
  return false
}
