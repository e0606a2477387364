import type { ExpectedBody } from '../protocol/operations.ts'
import type { SCIMResponse } from '../protocol/response.ts'

/** What is wrong with an answer below 400, given what the operation promises; undefined if nothing is. */
export function unexpectedBody(response: SCIMResponse, expects: ExpectedBody): string | undefined {
  const { status, rawBody, body, errors } = response
  if (status < 200 || status >= 300) return 'is a redirect, and not followed: the token would go along'
  if (errors) return `with an error: ${errors.description}`
  if (body) {
    const isList = Array.isArray(body.Resources ?? body.resources) || typeof body.totalResults === 'number'
    if (expects === 'list' && !isList) return 'with no list'
    return expects === 'created' && typeof body.id !== 'string' ? 'with no id' : undefined
  }
  const text = rawBody.trim()
  if (text) return `with ${text.startsWith('{') ? 'truncated JSON' : readTitle(text) || 'no JSON object'}`
  return /^(resource|created|list)$/.test(expects) ? 'with an empty body' : undefined
}

/** `HTML "Server Error | Slack"`: what Slack's outages look like; empty for what is no HTML. */
export function readTitle(text: string): string {
  return /^\s*</.test(text) ? `HTML "${text.match(/<title[^>]*>([^<]*)/i)?.[1] ?? ''}"` : ''
}
