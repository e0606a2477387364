import type { Promised } from '../chain/operation.ts'
import type { SCIMResponse } from './response.ts'

/** What is wrong with an answer below 400, given what the operation promises; undefined if nothing is. */
export function brokenPromise(response: SCIMResponse, promised: Promised): string | undefined {
  const { status, rawBody, body, errors } = response
  if (status < 200 || status >= 300) return 'is a redirect, and not followed: the token would go along'
  if (errors) return `with an error: ${errors.description}`
  if (body) return undefined
  const text = rawBody.trim()
  if (text) return `with ${text.startsWith('{') ? 'truncated JSON' : readTitle(text) || 'no JSON object'}`
  return promised === 'resource' || promised === 'list' ? 'with an empty body' : undefined
}

/** `HTML "Server Error | Slack"`: what Slack's outages look like; empty for what is no HTML. */
export function readTitle(text: string): string {
  return /^\s*</.test(text) ? `HTML "${text.match(/<title[^>]*>([^<]*)/i)?.[1] ?? ''}"` : ''
}
