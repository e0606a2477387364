import * as v from 'valibot'
import { looseObject } from './to-schema.ts'

/** One operation of a 2.0 PATCH (RFC 7644 3.5.2). */
export interface PatchOperation {
  /** Slack documents lower case; any case is taken. */
  readonly op: 'add' | 'replace' | 'remove' | 'Add' | 'Replace' | 'Remove'
  /** `title`, `name.givenName`, `emails[value eq "x"]`, an extension's URN. */
  readonly path?: string | undefined
  readonly value?: unknown
}

/** The body of a 2.0 PATCH. */
export interface PatchOp {
  /** Added by the client when absent. */
  readonly schemas?: readonly string[] | null | undefined
  readonly Operations: readonly PatchOperation[]
}

/** The schema of {@link PatchOp}. */
export function patchOp(): v.GenericSchema<unknown, PatchOp> {
  return looseObject<PatchOp>({
    schemas: v.nullish(v.array(v.string())),
    Operations: v.array(
      looseObject<PatchOperation>({
        op: v.picklist(['add', 'replace', 'remove', 'Add', 'Replace', 'Remove']),
        path: v.optional(v.string()),
        value: v.unknown(),
      }),
    ),
  })
}
