import type { GenericSchema } from 'valibot'
import { array, either, number, shape, string, text } from './shape.ts'
import { toSchema } from './to-schema.ts'

/** What Slack answers on SCIM 1.1, and on both versions when the token is wrong: an object, not SCIM 1.1's list. */
export interface ErrorEnvelope1 {
  Errors: { description: string; code: number }
}

/** What Slack answers on SCIM 2.0; `status` is a number, where RFC 7644 3.12 has a text. */
export interface ErrorEnvelope2 {
  schemas: string[]
  detail?: string | null | undefined
  status: number | string
  scimType?: string | null | undefined
}

/** The schema of {@link ErrorEnvelope1}. */
export function errorEnvelope1(): GenericSchema<unknown, ErrorEnvelope1> {
  return toSchema(shape<ErrorEnvelope1>({ Errors: shape({ description: string(), code: number() }) }))
}

/** The schema of {@link ErrorEnvelope2}. */
export function errorEnvelope2(): GenericSchema<unknown, ErrorEnvelope2> {
  return toSchema(
    shape<ErrorEnvelope2>({
      schemas: array(string()),
      detail: text(),
      status: either<number | string>(number(), string()),
      scimType: text(),
    }),
  )
}
