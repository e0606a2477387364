import * as v from 'valibot'
import { shape, text } from './shape.ts'

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
export function errorEnvelope1(): v.GenericSchema<unknown, ErrorEnvelope1> {
  return shape<ErrorEnvelope1>({ Errors: shape({ description: v.string(), code: v.number() }) })
}

/** The schema of {@link ErrorEnvelope2}. */
export function errorEnvelope2(): v.GenericSchema<unknown, ErrorEnvelope2> {
  return shape<ErrorEnvelope2>({
    schemas: v.array(v.string()),
    detail: text(),
    status: v.union([v.number(), v.string()]),
    scimType: text(),
  })
}
