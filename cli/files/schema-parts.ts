import * as v from 'valibot'

/** An optional text; an empty description is none. */
export function text(description: string) {
  return v.exactOptional(description === '' ? v.string() : v.pipe(v.string(), v.description(description)))
}

/** An optional `true` or `false`. */
export function flag(description: string) {
  return v.exactOptional(description === '' ? v.boolean() : v.pipe(v.boolean(), v.description(description)))
}

/** An optional list of texts. */
export function list(description: string) {
  return v.exactOptional(v.pipe(v.array(v.string()), v.description(description)))
}
