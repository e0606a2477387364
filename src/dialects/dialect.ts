import type { FilterSupport } from '../filter/filter-support.ts'
import type { Shape } from '../schemas/shape.ts'
import type { ExtensionUrns } from '../schemas/user-shape.ts'

/** The names in which the dialects differ, for functions over either client. */
export interface SCIMDialect {
  readonly version: '1.1' | '2.0'
  /** The URNs of the extensions of a user. */
  readonly urns: ExtensionUrns
  /** The attribute by which a filter finds an email address. */
  readonly emailFilter: 'email' | 'emails'
}

/** Everything in which SCIM 1.1 and 2.0 differ; the client knows no other difference. */
export interface Dialect extends SCIMDialect {
  readonly baseUrl: string
  /** What filters the dialect is known to take. */
  readonly filters: FilterSupport
  /** The `schemas` of a body that has none. */
  schemasFor(path: string, body: Readonly<Record<string, unknown>>): string[]
  /** The body of a PATCH, from a partial resource. */
  patch(
    name: string,
    partial: Readonly<Record<string, unknown>>,
    allowed: PatchAllowance,
  ): Readonly<Record<string, unknown>>
  /** The attributes that a body writes, whatever its envelope: of a PatchOp, those of each operation. */
  written(body: Readonly<Record<string, unknown>>): readonly Readonly<Record<string, unknown>>[]
  /** The shapes of what is written and read; built when a client is. */
  shapes(): DialectShapes
}

/** The harmful effects of a PATCH that its caller asked for. */
export interface PatchAllowance {
  readonly emptyGroup?: boolean | undefined
  readonly guestStatus?: 'change' | undefined
}

/** The shapes of one dialect. */
export interface DialectShapes {
  /** Of a body to create or change: by resource. */
  readonly write: Readonly<Record<'user' | 'group', Shape>>
  /** Of an answer: by resource. */
  readonly read: Readonly<Record<'user' | 'group', Shape>>
}

/** The URNs of the extensions that a body carries. */
export function extensionsOf(body: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(body).filter((key) => /^urn:/i.test(key) && body[key] !== undefined)
}
