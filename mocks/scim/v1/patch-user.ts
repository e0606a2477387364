import { isObject, type JSONObject, listOf } from '../../attributes/json.ts'
import { USER_ATTRIBUTES } from '../../attributes/write-attributes.ts'
import { type Change, endPart } from '../../directory/change.ts'
import { refuse } from '../../errors/refusal.ts'
import type { Dialect } from '../resources/dialect.ts'
import { attributeName, refuseUnknown, requireSchemas, writeUser } from '../resources/write-user.ts'

/**
 * Writes a partial user (https://docs.slack.dev/reference/scim-api, PATCH Users of 1.1). Given attributes are
 * merged; those listed in `meta.attributes`, and scalars of one space or null, are cleared.
 */
export function patchUser1(change: Change, body: JSONObject, dialect: Dialect): void {
  if (body.schemas === undefined && change.ledger.assume('patch-without-schemas') === 'accepted') {
    // Public scripts send no schemas; then no extension is listed either.
  } else {
    requireSchemas(body)
  }
  const { meta } = body
  if (isObject(meta) && meta.attributes !== undefined) {
    for (const name of listOf(meta.attributes)) clearAttribute(change, name, dialect)
  }
  const written: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(body)) {
    if (value === ' ' || (value === null && key !== 'externalId')) clearAttribute(change, key, dialect)
    else written[key] = isObject(value) ? withoutSpaces(value) : value
  }
  writeUser(change, written, dialect)
}

function clearAttribute(change: Change, name: unknown, dialect: Dialect): void {
  if (typeof name !== 'string') refuse('invalid_attribute_format')
  const key = attributeName(name, dialect)
  const attribute = Object.hasOwn(USER_ATTRIBUTES, key) ? USER_ATTRIBUTES[key] : undefined
  if (attribute) attribute.clear(change)
  else refuseUnknown(change)
  endPart(change)
}

/** A single space clears sub-attributes as well. */
function withoutSpaces(value: JSONObject): JSONObject {
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      part === ' ' ? null : isObject(part) ? withoutSpaces(part) : part,
    ]),
  )
}
