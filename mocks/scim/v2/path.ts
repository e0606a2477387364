import { refuse } from '../../errors/refusal.ts'

/** The parts of the path of a 2.0 operation; `attribute` includes the URN of an extension. */
export interface PatchPath {
  /** Such as `emails`, `name.givenName`, or a URN with its attribute. */
  readonly attribute: string
  /** The comparison between brackets, if any. */
  readonly filter?: { readonly attribute: string; readonly value: string }
  /** The sub-attribute after the brackets. */
  readonly sub?: string
}

/**
 * Parses the path forms that Slack's reference prints (https://docs.slack.dev/reference/scim-api, PATCH Users
 * of 2.0); ids between brackets may lack quotes.
 */
export function readPath(path: string): PatchPath {
  if (!path.includes('[')) return { attribute: path }
  const [, attribute, inside = '', sub] = /^([^[\]]+)\[(.*)\](?:\.(\w+))?$/s.exec(path) ?? []
  const comparison = /^(\w+) eq (?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s"']+))$/i.exec(inside)
  if (attribute === undefined || !comparison) refuse('invalid_query')
  const [, name = '', quoted, single, bare = ''] = comparison
  const value = quoted === undefined ? (single ?? bare) : unescaped(quoted)
  return {
    attribute,
    filter: { attribute: name.toLowerCase(), value },
    ...(sub === undefined ? {} : { sub }),
  }
}

function unescaped(quoted: string): string {
  try {
    return String(JSON.parse(`"${quoted}"`))
  } catch {
    return refuse('invalid_query')
  }
}
