import { refuse } from '../errors/refusal.ts'

/** One token of a filter; `quoted` is a value in quotes, `word` a bare one. */
export interface Token {
  readonly text: string
  readonly kind: 'word' | 'quoted' | '(' | ')'
}

/**
 * Splits a filter into tokens by Slack's rules: exactly one space between words, none at parentheses, values
 * in double quotes, in single quotes or bare (https://docs.slack.dev/reference/scim-api, filters).
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const char = text.charAt(at)
    if (char === ' ') {
      const edge = tokens.length === 0 || at === text.length - 1 || text.charAt(at + 1) === ' '
      if (edge) refuse('incomplete_filter')
      at++
    } else if (char === '(' || char === ')') {
      tokens.push({ text: char, kind: char })
      at++
    } else {
      const token =
        char === '"' ? doubleQuoted(text, at) : char === "'" ? singleQuoted(text, at) : bare(text, at)
      tokens.push(token.value)
      at = token.end
    }
  }
  return tokens
}

function doubleQuoted(text: string, start: number): { value: Token; end: number } {
  const [literal] = /^"(?:[^"\\]|\\.)*"/s.exec(text.slice(start)) ?? []
  if (literal === undefined) refuse('incomplete_filter')
  try {
    return { value: { text: String(JSON.parse(literal)), kind: 'quoted' }, end: start + literal.length }
  } catch {
    return refuse('invalid_query')
  }
}

function singleQuoted(text: string, start: number): { value: Token; end: number } {
  const end = text.indexOf("'", start + 1)
  if (end < 0) refuse('incomplete_filter')
  return { value: { text: text.slice(start + 1, end), kind: 'quoted' }, end: end + 1 }
}

function bare(text: string, start: number): { value: Token; end: number } {
  let end = start
  while (end < text.length && !' ()'.includes(text.charAt(end))) end++
  return { value: { text: text.slice(start, end), kind: 'word' }, end }
}
