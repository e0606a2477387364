import type { Mutant } from './report.ts'

/** A mutant that no test notices, and why none is written. */
interface Survivor {
  readonly path: string
  readonly original: string
  /** Absent: whatever it is replaced by. */
  readonly replacement?: string
  readonly reason: string
}

/** Reviewed survivors. A line is gone as soon as its code is: the run says so. */
// biome-ignore format: a table, one row a line
export const SURVIVORS: readonly Survivor[] = [
  { path: 'src/chain/call.ts', original: '[]', reason: 'no text has that of the replacement, and it aborts nothing' },
  { path: 'src/chain/call.ts', original: '!this.#secrets.includes(secret)', replacement: 'true', reason: 'saves memory' },
  { path: 'src/chain/auth.ts', original: 'secret !== last.secret || headers !== last.plain', replacement: 'true', reason: 'saves time' },
  { path: 'src/chain/auth.ts', original: "{ secret: '', plain: {}, authorized: {} }", reason: 'no token and no headers are undefined' },
  { path: 'src/chain/serialize-writes.ts', original: 'collection.toLowerCase()', reason: 'either case makes both spellings one key' },
  { path: 'src/lists/completeness.ts', original: 'false', reason: 'grew is set by every page before it is read' },
  { path: 'src/lists/walk.ts', original: 'guesses.delete(index)', reason: 'frees memory; the index never comes back' },
  { path: 'src/lists/walk.ts', original: 'fresh.length < all.length', reason: 'where none was dropped, both lists have the same rows' },
  { path: 'src/relay/write.ts', original: '!resource || !type', reason: 'for the compiler: each operation with a body has both' },
  { path: 'src/relay/write.ts', original: '[]', reason: 'the same' },
  { path: 'src/tasks/guest-status.ts', original: '/([+-]\\d\\d)(\\d\\d)$/', reason: 'V8 reads an offset without its colon too; other engines do not' },
  { path: 'src/tasks/guest-status.ts', original: 'asText(text) .trim()', reason: 'V8 skips white space too' },
  { path: 'src/tasks/arguments.ts', original: 'text.trim()', reason: 'a blank text is padded, which is refused too' },
  { path: 'src/tasks/wanted-user.ts', original: '!Array.isArray(user.emails)', reason: 'refused all the same, for want of a primary email' },
  { path: 'src/tasks/wanted-user.ts', original: 'shapes.set(urns, known)', reason: 'saves time' },
  { path: 'src/tasks/change-email.ts', original: 'true', replacement: 'false', reason: 'the only address of a wish is the primary one' },
  { path: 'src/patch/apply-patch.ts', original: 'cleared .filter((path) => !isPlain(path))', reason: 'saves time: what was cleared is cleared again' },
  { path: 'src/patch/apply-patch.ts', original: '(path: unknown): path is string => isName(path) && !isReadOnly(path)', reason: 'saves time: a name is a path as well' },
  { path: 'src/patch/apply-patch.ts', original: 'isName(path) && !isReadOnly(path)', replacement: 'false', reason: 'the same' },
  { path: 'src/patch/apply-at.ts', original: 'steps[0]?.name', reason: 'for the compiler: there is a step' },
  { path: 'src/patch/update-attribute.ts', original: 'name.toLowerCase()', reason: 'either case makes both spellings one key' },
  { path: 'src/patch/update-attribute.ts', original: 'own === undefined', replacement: 'false', reason: 'for the compiler' },
  { path: 'src/patch/patch-path.ts', original: 'rest.length || Array.isArray(value)', replacement: 'true', reason: 'saves time' },
  { path: 'src/relay/permits.ts', original: '/^[a-z]+/.exec(name)?.[0]', reason: 'each operation begins with a verb in lower case' },
  { path: 'src/relay/permits.ts', original: '/^[a-z]+/', reason: 'the same' },
  { path: 'src/relay/patch.ts', original: '{ op: undefined }', reason: 'for the compiler' },
  { path: 'src/tasks/identity.ts', original: '[]', reason: 'the element of the replacement has no value' },
  { path: 'src/tasks/manager.ts', original: "typeof id !== 'string' || !id", reason: 'readUser refuses what is no id, which is caught' },
  { path: 'src/tasks/manager.ts', original: "typeof id !== 'string'", reason: 'the same' },
  { path: 'src/tasks/as-read.ts', original: 'part === undefined', replacement: 'false', reason: 'no reading makes something of undefined' },
  { path: 'src/tasks/as-read.ts', original: 'primary?.value', reason: 'for the compiler: where an address is wanted, one is primary' },
  { path: 'src/tasks/as-read.ts', original: 'attributeOf(path)?.name', reason: 'for the compiler: it has been found' },
  { path: 'src/tasks/as-read.ts', original: "attributeOf(path)?.['2.0']", reason: 'the same' },
  { path: 'src/tasks/as-read.ts', original: 'READINGS[attribute.kind]?.(isRecord(read) ? read[key] : undefined, part, inner)', reason: 'no sub-attribute is a switch or a set' },
  { path: 'src/tasks/conflict.ts', original: '[]', reason: 'each wish has an address; nobody has that of the replacement' },
  { path: 'src/tasks/conflict.ts', original: '[email]', reason: 'the primary email is one of the addresses, and only comes first' },
  { path: 'src/tasks/resolve-user.ts', original: '/^@/', reason: 'a text with an @ further on is an address' },
  { path: 'src/tasks/manager.ts', original: '{ user: undefined }', reason: 'for the compiler' },
  { path: 'src/tasks/search-for.ts', original: 'false', replacement: 'true', reason: 'a sure item ends the search anyway' },
  { path: 'src/tasks/search-for.ts', original: '{ item: perhaps, isSure: false, isComplete: false }', reason: 'the item of an incomplete walk is not read' },
  { path: 'src/tasks/shown-members.ts', original: '[]', reason: 'the element of the replacement has no value' },
  { path: 'src/relay/origin.ts', original: 'origin !== null', replacement: 'true', reason: 'for the compiler: no list has null' },
  { path: 'src/relay/origin.ts', original: 'origin === null', replacement: 'false', reason: 'the same' },
  { path: 'src/relay/refusal.ts', original: '{ return false }', reason: 'undefined is as good' },
  { path: 'src/relay/attribute-path.ts', original: 'urn !== undefined', reason: 'for the compiler: the list does not include undefined' },
  { path: 'src/chain/unknown-attributes.ts', original: 'hasKnownNames(shape, value)', replacement: 'false', reason: 'saves time: the walk behind it finds no name either' },
  { path: 'src/chain/unknown-attributes.ts', original: '{ const { item, entries } = described(shape) if (Array.isArray(value)) return !item || value.every((…', reason: 'the same' },
  { path: 'src/chain/unknown-attributes.ts', original: '!item || value.every((one) => hasKnownNames(item, one))', replacement: 'false', reason: 'the same' },
  { path: 'src/chain/unknown-attributes.ts', original: '(one) => hasKnownNames(item, one)', reason: 'the same' },
  { path: 'src/chain/unknown-attributes.ts', original: 'true', reason: 'the same' },
  { path: 'src/chain/unknown-attributes.ts', original: '!Object.hasOwn(entries, name)', replacement: 'true', reason: 'the same' },
  { path: 'src/chain/unknown-attributes.ts', original: "typeof part === 'object' && !hasKnownNames(entries[name] as Shape, part)", reason: 'the same' },
  { path: 'src/chain/unknown-attributes.ts', original: "typeof part === 'object'", replacement: 'true', reason: 'the same' },
  { path: 'src/chain/unknown-attributes.ts', original: '!hasKnownNames(entries[name] as Shape, part)', reason: 'the same' },
  { path: 'src/chain/unknown-attributes.ts', original: '/^\\[[^\\]]*\\]/', reason: 'a filter further on stands behind a name that is known or not without it' },
  { path: 'src/chain/unknown-attributes.ts', original: '/^[.:]/', reason: 'what stands behind a root begins with one' },
  { path: 'src/chain/validate.ts', original: "resource === 'user'", replacement: 'true', reason: 'a group has no guest extension to remember' },
  { path: 'src/chain/validate.ts', original: "incoming === 'loose' && !call.emit", replacement: 'false', reason: 'saves time' },
  { path: 'src/chain/validate.ts', original: 'issues.length < MAX_ISSUES', reason: 'saves time: cut to so many below' },
  { path: 'src/chain/validate.ts', original: 'ACCEPTS.read[resource](items[i], dialect.urns)', replacement: 'false', reason: 'saves time' },
  { path: 'src/chain/time-limit.ts', original: 'ms === Number.POSITIVE_INFINITY && !outer', replacement: 'false', reason: 'saves time' },
  { path: 'src/chain/codec.ts', original: 'false', replacement: 'true', reason: 'set before it is read' },
  { path: 'src/tasks/photo-url.ts', original: '{ return false }', reason: 'undefined is as good' },
  { path: 'src/patch/element-index.ts', original: 'isKey(value) && same.length <= MAX_SAME', replacement: 'false', reason: 'saves time' },
  { path: 'src/patch/element-index.ts', original: 'same.length <= MAX_SAME', replacement: 'same.length < MAX_SAME', reason: 'saves time' },
  { path: 'src/patch/element-index.ts', original: '[]', reason: 'a place without an element is forgotten' },
  { path: 'src/patch/element-index.ts', original: 'known.length & (known.length - 1)', replacement: 'false', reason: 'saves time' },
  { path: 'src/patch/element-index.ts', original: 'known.length - 1', replacement: 'known.length + 1', reason: 'one less than a power of two is as good' },
  { path: 'src/patch/element-index.ts', original: 'this.#byPart?.get', reason: 'for the compiler' },
  { path: 'src/patch/element-index.ts', original: 'name.toLowerCase()', replacement: 'name.toUpperCase()', reason: 'either case makes both spellings one key' },
  { path: 'src/patch/element-index.ts', original: 'depth > MAX_DEPTH', replacement: 'depth >= MAX_DEPTH', reason: 'SCIM has values of four levels' },
  { path: 'src/patch/combine-values.ts', original: 'depth > MAX_DEPTH', replacement: 'depth >= MAX_DEPTH', reason: 'the same' },
  { path: 'src/patch/equality.ts', original: 'depth > MAX_DEPTH', replacement: 'depth >= MAX_DEPTH', reason: 'the same' },
  { path: 'src/patch/equality.ts', original: '!isAssigned(left) || !isAssigned(right)', replacement: '!isAssigned(left) && !isAssigned(right)', reason: 'one that is unassigned has no part that the other has' },
  { path: 'src/patch/equality.ts', original: 'key === undefined', replacement: 'false', reason: 'for the compiler: no attribute is called undefined' },
  { path: 'src/patch/diff-list.ts', original: 'STRATEGIES[kind]?.([olds, nows], name, sink)', reason: 'for the compiler: each kind of list has a strategy' },
  { path: 'src/patch/list-draft.ts', original: "(edit?.name ?? String(isName(path) ? path : '')).toLowerCase()", reason: 'either case makes both spellings one key' },
  { path: 'src/patch/list-draft.ts', original: '[]', reason: 'neither is a position, and only the later elements of a match are read' },
  { path: 'src/patch/list-draft.ts', original: 'this.#byText.delete(text)', reason: 'saves time' },
  { path: 'src/patch/list-draft.ts', original: 'position === undefined', replacement: 'false', reason: 'for the compiler: nothing stands there' },
]

/** Why a mutant may survive; `undefined` if nobody has said so. */
export function reasonFor(mutant: Mutant): string | undefined {
  return SURVIVORS.find((one) => isSame(one, mutant))?.reason
}

/** The lines of the table about mutated files that match no survivor. */
export function staleReasons(survived: readonly Mutant[], all: readonly Mutant[]): string[] {
  const paths = new Set(all.map(({ path }) => path))
  return SURVIVORS.filter(
    (one) => paths.has(one.path) && !survived.some((mutant) => isSame(one, mutant)),
  ).map(({ path, original }) => `${path}: ${original}`)
}

function isSame({ path, original, replacement }: Survivor, mutant: Mutant): boolean {
  return (
    path === mutant.path &&
    original === mutant.original &&
    (replacement === undefined || replacement === mutant.replacement)
  )
}
