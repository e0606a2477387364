import { describe, expect, it } from 'vitest'
import { readProse, readTitle, unexpectedBody } from '../../src/chain/expected-body.ts'
import { SCIMResponse } from '../../src/index.ts'
import type { ExpectedBody } from '../../src/protocol/operations.ts'

function problem(status: number, rawBody: string, expects: ExpectedBody = 'resource'): string | undefined {
  return unexpectedBody(new SCIMResponse({ status, rawBody }), expects)
}

describe('a body that an operation does not expect', () => {
  const REDIRECT = 'is a redirect: not followed, since the token would be sent along'
  it.each([
    // The status of `redirect: 'manual'` in browsers (https://fetch.spec.whatwg.org/#concept-filtered-response-opaque-redirect).
    [0, REDIRECT],
    [300, REDIRECT],
    [307, REDIRECT],
    [199, 'is no status of an answer'],
    [Number.NaN, 'is no status of an answer'],
    [200, undefined],
    [299, undefined],
  ])('with status %d: %s', (status, expected) => {
    expect(problem(status, '{"id":"U1"}')).toBe(expected)
  })

  it.each<[ExpectedBody, string, string | undefined]>([
    ['list', '{"Resources":[]}', undefined],
    ['list', '{"resources":[]}', undefined],
    // RFC 7644 3.4.2: a list without results may leave Resources out.
    ['list', '{"totalResults":0}', undefined],
    ['list', '{"Resources":{},"totalResults":"0"}', 'with no list'],
    ['list', '{"id":"U1"}', 'with no list'],
    ['created', '{"id":"U1"}', undefined],
    ['created', '{"userName":"jo"}', 'with no id'],
    ['created', '{"id":7}', 'with no id'],
    ['resource', '{"userName":"jo"}', undefined],
    ['resource', '', 'with an empty body'],
    ['created', ' \n', 'with an empty body'],
    ['list', '', 'with an empty body'],
    ['optional', '', undefined],
    ['resource', '{"Errors":{"description":"no_such_user"}}', 'with an error: no_such_user'],
    ['resource', '{"Errors":{"code":404}}', 'with an error: without a description'],
    ['anything', 'ok', 'with no JSON object'],
    ['resource', '[1]', 'with no JSON object'],
    ['resource', 'done {', 'with no JSON object'],
    ['resource', ' {"id":"U1"', 'with JSON that is truncated or nested more than 100 deep'],
    ['resource', ' <title>Server Error</title>', 'with HTML "Server Error"'],
  ])('where a %s is expected, of %j: %s', (expects, text, expected) => {
    expect(problem(200, text, expects)).toBe(expected)
  })
})

describe('the title of a page', () => {
  it.each([
    ['<!DOCTYPE html>\n<html><head><title>Server Error | Slack</title></head>', 'Server Error | Slack'],
    ['\n  <TITLE\n lang="en"> Down\n</TITLE>', 'Down'],
    ['<html><title>cut at the end', 'cut at the end'],
    ['<html><titles>no</titles></html>', ''],
    ['<html>no title</html>', ''],
    [`<p>${'x'.repeat(30_000)}<title>late</title>`, ''],
  ])('is read from %j', (text, title) => {
    expect(readTitle(text)).toBe(`HTML "${title}"`)
  })

  it.each(['', 'plain', 'a <title>b</title>', '{"a":"<title>"}'])('is not looked for in %j', (text) => {
    expect(readTitle(text)).toBe('')
  })
})

describe('the prose of an answer', () => {
  it.each([
    [' upstream connect error \n', 'upstream connect error'],
    ['1 error', '1 error'],
    ['a {b}', 'a {b}'],
    ['nullable', 'nullable'],
  ])('is read from %j', (rawBody, prose) => {
    expect(readProse(new SCIMResponse({ status: 502, rawBody }))).toBe(prose)
  })

  it.each(['', ' ', '<p>x', '{"a":1}', '{"a"', '[1', '"x"', 'null', 'true', 'false', '502', ' 502 '])(
    'is not looked for in %j',
    (rawBody) => {
      expect(readProse(new SCIMResponse({ status: 502, rawBody }))).toBeUndefined()
    },
  )
})
