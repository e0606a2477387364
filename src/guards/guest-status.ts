import { invalid, type SCIMValidationError } from '../errors/validation-error.ts'
import { isRecord } from '../protocol/is-record.ts'
import { type Change, CLEARED, plain } from './change.ts'

/** The guest extension of either dialect, also as Slack's reference misprints it, and a part of it. */
const GUEST = /:SLACK:GUEST:\d[.]\d(?::USER)?[.:]?(.*)$/
/** No path at all, or the URN of the core schema: the whole account. */
const WHOLE = /^$|:SCHEMAS:CORE:(1[.]0|2[.]0:USER)[.:]?$/
/** How deep values are looked into; those of SCIM are at most five levels deep. */
const MAX_DEPTH = 16

/** The error for a PATCH that would make a full member of a guest. */
export function conversionError(name: string, guestUrn: string): SCIMValidationError {
  return invalid(
    name,
    guestUrn,
    "would make a full member of a guest: call convertToMember, or pass guestStatus: 'change'",
  )
}

/**
 * Tells whether a partial resource would make a full member of a guest: a guest extension, or its `type`, that is
 * cleared. The conversion also reactivates a deactivated account (https://docs.slack.dev/reference/scim-api). Names
 * are read as leniently as any service may read them.
 */
export function partialConverts(partial: object): boolean {
  return guestChanges(changeBy(partial)).some(converts)
}

/** A partial resource, as a change of the whole account. */
export function changeBy(partial: object): Change {
  return { verb: 'add', path: '', value: partial, depth: 0 }
}

/** Finds what a change does to the guest extension; the path of each is the part of the extension. */
export function guestChanges({ verb, path, value, depth }: Change): readonly Change[] {
  const name = plain(path)
  const part = GUEST.exec(name)?.[1]
  if (part !== undefined || (verb === 'remove' && WHOLE.test(name))) {
    return [{ verb, path: part ?? '', value, depth }]
  }
  if (verb === 'remove' || depth > MAX_DEPTH) return []
  const isCleared = CLEARED.test(name)
  return [value].flat().flatMap((one) => {
    if (isCleared && isText(one)) return guestChanges({ verb: 'remove', path: one, value, depth })
    return isRecord(one)
      ? Object.entries(one).flatMap(([key, inner]) =>
          guestChanges({ verb, path: key, value: inner, depth: depth + 1 }),
        )
      : []
  })
}

/** Whether a change of the guest extension clears it, or its `type`. */
export function converts({ verb, path, value }: Change): boolean {
  // Another part, such as `expiration`; a filter could name more than that.
  if (path && path !== 'TYPE') return /\W/.test(path)
  return verb === 'remove' || !(path ? isText(value) : keepsGuest(verb, value))
}

/**
 * Whether a value of the extension keeps a guest a guest.
 *
 * @param verb - `replace`, and a PUT, may blank what the value leaves out
 */
export function keepsGuest(verb: Change['verb'], value: unknown): boolean {
  if (!isRecord(value)) return value === undefined && verb === 'add'
  const types = Object.entries(value).flatMap(([key, type]) =>
    plain(key) === 'TYPE' && type !== undefined ? [type] : [],
  )
  return types.every(isText) && (types.length > 0 || verb === 'add')
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && plain(value) !== ''
}
