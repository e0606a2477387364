import { URN_2_0 } from '../../../src/schemas/urns.ts'
import type { AssumptionLedger } from '../../assumptions/ledger.ts'
import { type JSONObject, objectOf } from '../../attributes/json.ts'
import { refuse } from '../../errors/refusal.ts'

/** One operation of a PatchOp. */
export interface Operation {
  readonly op: 'add' | 'replace' | 'remove'
  readonly path: string | undefined
  readonly value: unknown
}

/** Reads the operations of a PatchOp; `undefined` for a body without `Operations`. */
export function readOperations(body: JSONObject, ledger: AssumptionLedger): readonly Operation[] | undefined {
  const { schemas } = body
  const listed = Array.isArray(schemas) && schemas.includes(URN_2_0.patch)
  if (body.Operations === undefined) return undefined
  if (!listed && (schemas !== undefined || ledger.assume('patch-without-schemas') === 'refused')) {
    refuse('missing_schema_element')
  }
  if (!Array.isArray(body.Operations) || body.Operations.length === 0) refuse('invalid_request_payload')
  return body.Operations.map(readOperation)
}

function readOperation(entry: unknown): Operation {
  const { op, path, value } = objectOf(entry, 'invalid_request_payload')
  // The reference prints operations in lower case; connectors send `Replace`.
  const name = typeof op === 'string' ? op.toLowerCase() : ''
  if (name !== 'add' && name !== 'replace' && name !== 'remove') refuse('invalid_request_payload')
  if (path !== undefined && typeof path !== 'string') refuse('invalid_request_payload')
  if (name !== 'remove' && value === undefined) refuse('invalid_request_payload')
  return { op: name, path: path === '' ? undefined : path, value }
}
