import { isRecord } from '../responses/error-envelope.ts'

/** Lists and objects; a text can be null, or one space, on its own. */
const WHOLE = /^(name|emails|phoneNumbers|addresses|photos|roles|members|urn:.+)$/

/**
 * A partial resource as a 1.1 PATCH. A list or an object that is null as a whole is named in
 * `meta.attributes`, the form that Slack documents for that
 * (https://docs.slack.dev/reference/scim-api, PATCH Users of 1.1), so that null removes on both dialects.
 */
export function toPartial(partial: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const cleared = Object.keys(partial).filter((key) => partial[key] === null && WHOLE.test(key))
  if (cleared.length === 0) return partial
  const meta = isRecord(partial.meta) ? partial.meta : {}
  const kept = Object.entries(partial).filter(([key]) => !cleared.includes(key))
  const attributes = Array.isArray(meta.attributes) ? meta.attributes : []
  return { ...Object.fromEntries(kept), meta: { ...meta, attributes: [...attributes, ...cleared] } }
}
