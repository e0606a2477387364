import { MAX_DEPTH } from '../protocol/json-depth.ts'
import type { ExpectedBody } from '../protocol/operations.ts'
import type { SCIMResponse } from '../protocol/response.ts'

/** Returns what is wrong with a response below 400; undefined if it is what the operation expects. */
export function unexpectedBody(response: SCIMResponse, expects: ExpectedBody): string | undefined {
  const { status, rawBody, body, errors } = response
  if (status >= 300 || status === 0) return 'is a redirect: not followed, since the token would be sent along'
  if (!(status >= 200)) return 'is no status of an answer'
  if (errors) return `with an error: ${errors.description ?? 'without a description'}`
  if (body) {
    const isList = Array.isArray(body.Resources ?? body.resources) || typeof body.totalResults === 'number'
    if (expects === 'list' && !isList) return 'with no list'
    return expects === 'created' && typeof body.id !== 'string' ? 'with no id' : undefined
  }
  const text = rawBody.trim()
  if (text) return `with ${text.startsWith('{') ? DAMAGED : readTitle(text) || 'no JSON object'}`
  return WITH_BODY.includes(expects) ? 'with an empty body' : undefined
}

/** What an answer without a body cannot be. */
const WITH_BODY: readonly ExpectedBody[] = ['resource', 'created', 'list']

const DAMAGED = `JSON that is truncated or nested more than ${MAX_DEPTH} deep`

/** Characters of a page that are searched for its title. */
const MAX_HEAD = 20_000

/** Returns `HTML "Server Error | Slack"`, as Slack answers in an outage; empty if the text is not HTML. */
export function readTitle(text: string): string {
  if (!/^\s*</.test(text)) return ''
  // No single expression: from each `<title` of many it would read to the end of the text.
  const head = text.slice(0, MAX_HEAD)
  const tag = head.search(/<title[\s>]/i)
  const [title = ''] = tag < 0 ? [] : head.slice(head.indexOf('>', tag) + 1).split('<', 1)
  return `HTML "${title.trim()}"`
}

/** Where gateways and proxies put the words of a JSON error that does not follow SCIM. */
const WORDS = ['detail', 'message', 'error_description', 'error'] as const

/** Returns the words of a response that is no SCIM error: its plain text, or a text in its JSON; undefined for HTML. */
export function readProse({ body, rawBody }: SCIMResponse): string | undefined {
  const text = rawBody.trim()
  if (!body) return /^[<{["]|^(null|true|false|\d+)?$/.test(text) ? undefined : text
  return WORDS.map((name) => body[name]).find((words) => typeof words === 'string' && words !== '') as
    | string
    | undefined
}
