import { isRecord } from '../protocol/is-record.ts'
import { isList } from '../schemas/attributes.ts'

type Resource = Readonly<Record<string, unknown>>

/** The attributes that a body writes: of a `PatchOp`, those of each operation by its path; of any other body, all of it. */
export function writtenParts(body: Resource): readonly Resource[] {
  return Array.isArray(body.Operations) ? body.Operations.map(valuesOf) : [body]
}

/** What one operation writes, as a partial resource to hold against its schema. */
function valuesOf({ path, value }: Resource): Resource {
  if (typeof path === 'string') return { [path]: isRecord(value) && isList(path) ? [value] : value }
  return isRecord(value) ? value : {}
}
