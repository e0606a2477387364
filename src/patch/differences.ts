import { isObject, member } from '../filter/attribute-values.ts'
import { attributeOf, isList, type Version } from '../schemas/attributes.ts'
import { diffList, type Pair, type Sink } from './diff-list.ts'
import { isAssigned, isEqual } from './equality.ts'

/** A difference that no form of patch is known to bring about. */
export interface Unsupported {
  /** The attribute, or the part of it. */
  readonly path: string
  readonly reason: string
}

/** What makes one state of a resource another, in the forms of a dialect. */
export interface Differences {
  /** A partial resource, but for what is cleared by name. */
  readonly written: Readonly<Record<string, unknown>>
  /** What is cleared by name: in `meta.attributes` on 1.1, by `remove` on 2.0. */
  readonly cleared: readonly string[]
  readonly unsupported: readonly Unsupported[]
}

/** How differences are found. */
export interface DifferencesOptions {
  readonly version: Version
  /** Whether the resource keeps what `after` leaves out; default `false`. */
  readonly keeps?: boolean
}

/**
 * Finds the differences between a resource as it is read and as it is to be read.
 *
 * @param before - the resource as it is
 * @param after - as it is to become
 */
export function differences(
  before: object,
  after: object,
  { version, keeps = false }: DifferencesOptions,
): Differences {
  const unsupported: Unsupported[] = []
  const cleared: string[] = []
  const leave = (path: string, verb = 'change'): undefined => {
    unsupported.push({ path, reason: `SCIM ${version} on Slack documents no way to ${verb} it` })
  }
  const clear = (path: string): unknown => {
    const form = attributeOf(path)?.[version] ?? '-'
    if (form === 'blank') return version === '1.1' ? ' ' : ''
    if (form === 'none') return []
    return form === 'named' ? void cleared.push(path) : leave(path, 'clear')
  }
  const written = diffParts({ version, keeps, leave, clear }, '', [before, after]) ?? {}
  return { written, cleared, unsupported }
}

/** What is done with the differences of attributes. */
interface AttributeSink extends Sink {
  readonly version: Version
  readonly keeps: boolean
}

function diffParts(
  sink: AttributeSink,
  prefix: string,
  [old, now]: Pair,
): Record<string, unknown> | undefined {
  const parts: Record<string, unknown> = {}
  for (const name of Object.keys({ ...((sink.keeps && isObject(now)) || Object(old)), ...Object(now) })) {
    const pair = [member(old, name), member(now, name)] as const
    // Slack lists the schemas of what there is.
    const value =
      isEqual(...pair) || name === 'schemas' ? undefined : diffAttribute(sink, prefix + name, pair)
    if (value !== undefined) parts[name] = value
  }
  return Object.keys(parts).length ? parts : undefined
}

/** What is written to make one state of an attribute another; undefined for nothing. */
function diffAttribute(sink: AttributeSink, path: string, pair: Pair): unknown {
  const [, now] = pair
  if (isList(path)) return diffList(sink, path, pair)
  const { kind, [sink.version]: form } = attributeOf(path) ?? {}
  const isGone = !isAssigned(now)
  if (kind === 'complex' && (isObject(now) || (isGone && form === 'parts')))
    return diffParts(sink, `${path}.`, pair)
  if (isGone) return sink.clear(path)
  return kind && kind !== 'complex' && Object(now) !== now ? now : sink.leave(path, 'set')
}
