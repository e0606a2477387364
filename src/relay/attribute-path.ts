import type { Filter } from '../filter/filter.ts'
import { formatFilter } from '../filter/format-filter.ts'
import { parseFilter } from '../filter/parse-filter.ts'
import { URN_1_1, URN_2_0 } from '../schemas/urns.ts'

/** An attribute as rules, filters and operations of a PATCH name it (RFC 7644 3.5.2, figure 7). */
export interface AttributePath {
  /** From the outside in, in lower case (RFC 7643 2.1): an extension's URN, an attribute, sub-attributes. */
  readonly names: readonly string[]
  /** How many of the names stand before the brackets. */
  readonly depth: number
  /** The filter in the brackets. */
  readonly filter?: Filter | undefined
  /** The path written anew from what was parsed, so that no service can read something else. */
  readonly text: string
}

const CORE: readonly string[] = [URN_1_1.core, URN_2_0.user, URN_2_0.group]
const EXTENSIONS: readonly string[] = [
  URN_1_1.enterprise,
  URN_1_1.guest,
  URN_1_1.profile,
  URN_2_0.enterprise,
  URN_2_0.guest,
  URN_2_0.profile,
  URN_2_0.directory,
]
const ATTRIBUTE = /^([a-z$][\w$-]*)(\[.+\])?((?:\.[a-z$][\w$-]*){0,2})$/is

/** Whether a text is the URN of a schema that users or groups have. */
export function isSchema(text: unknown): boolean {
  return CORE.includes(text as string) || EXTENSIONS.includes(text as string)
}

/** Parses a path; undefined for a text that is no path, and for the URN of a schema that Slack does not have. */
export function readAttributePath(text: string): AttributePath | undefined {
  const urn = [...CORE, ...EXTENSIONS].find((known) => {
    const rest = text.slice(known.length)
    // Slack's reference writes a colon before an attribute of an extension in one place, a dot in another.
    return text.slice(0, known.length).toLowerCase() === known.toLowerCase() && /^($|[:.])/.test(rest)
  })
  const isExtension = urn !== undefined && EXTENSIONS.includes(urn)
  const rest = urn === undefined ? text : text.slice(urn.length + 1)
  const outer = isExtension ? [urn.toLowerCase()] : []
  if (isExtension && text.length === urn.length) return { names: outer, depth: 1, text: urn }
  const [whole, attr = '', brackets, subs = ''] = ATTRIBUTE.exec(rest) ?? []
  if (whole === undefined) return undefined
  const filter = brackets === undefined ? undefined : readBrackets(attr + brackets)
  if (brackets !== undefined && !filter) return undefined
  const prefix = isExtension ? urn + text.charAt(urn.length) : ''
  return {
    names: [...outer, ...`${attr}${subs}`.toLowerCase().split('.')],
    depth: outer.length + 1,
    filter,
    text: `${prefix}${attr}${filter ? `[${formatFilter(filter)}]` : ''}${subs}`,
  }
}

function readBrackets(text: string): Filter | undefined {
  try {
    const term = parseFilter(text)
    return term.op === '[]' ? term.filter : undefined
  } catch {
    return undefined
  }
}
