import { resourcesOf } from '../protocol/resources.ts'
import { URN_2_0 } from '../schemas/urns.ts'
import type { Target } from './operations.ts'
import type { Permit } from './permits.ts'
import type { UpstreamAnswer } from './upstream.ts'

/** Headers of every answer; nothing of what the service sends goes along but `Retry-After`. */
const HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
}

/** Seconds or a date (RFC 9110 10.2.3). */
const RETRY_AFTER = /^(\d{1,9}(\.\d{1,9})?|[A-Za-z0-9, :-]{20,40})$/

/** Makes the answer to the browser of that of the service: a new one, with what may be shown. */
export function answerWith(
  { segment, operation }: Target,
  { response, redact, withoutToken }: UpstreamAnswer,
  permit: Permit,
  headers: Readonly<Record<string, string>>,
): Response {
  const { status, errors, body } = response
  const asked = response.headers.get('retry-after')?.trim() ?? ''
  const all = RETRY_AFTER.test(asked) ? { ...headers, 'retry-after': asked } : headers
  if (status >= 400) {
    const description = redact(errors?.description || 'relay_upstream_failed (no SCIM error)').slice(0, 300)
    return errorAnswer(segment, status, description, all, errors?.scimType && redact(errors.scimType))
  }
  // Response takes no body beside 204 and 205 (https://fetch.spec.whatwg.org/#null-body-status).
  if (!body || /^20[45]$/.test(String(status)))
    return new Response(null, { status, headers: { ...HEADERS, ...all } })
  const shown = !operation.resource
    ? body
    : operation.expects === 'list'
      ? showList(response, permit)
      : permit.reads.shown(body)
  return json(status, withoutToken(JSON.stringify(shown)), all)
}

/** An error in the envelope of the version. */
export function errorAnswer(
  segment: string | undefined,
  status: number,
  description: string,
  headers: Readonly<Record<string, string>>,
  scimType?: string,
): Response {
  const body =
    segment === 'v2'
      ? { schemas: [URN_2_0.error], detail: description, status, ...(scimType ? { scimType } : {}) }
      : { Errors: { description, code: status } }
  return json(status, JSON.stringify(body), headers)
}

/** An answer without a body. */
export function emptyAnswer(status: number, headers: Readonly<Record<string, string>>): Response {
  return new Response(null, { status, headers: { ...HEADERS, ...headers } })
}

function json(status: number, text: string, headers: Readonly<Record<string, string>>): Response {
  return new Response(text, {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...HEADERS, ...headers },
  })
}

/** The envelope of a list (RFC 7644 3.4.2), with what may be shown of each row, and no more rows than that. */
function showList(
  response: UpstreamAnswer['response'],
  { reads, maxCount }: Permit,
): Record<string, unknown> {
  const envelope = Object.entries(response.body ?? {}).filter(([name]) =>
    /^(schemas|totalResults|startIndex)$/.test(name),
  )
  const Resources = resourcesOf(response)
    .slice(0, maxCount)
    .map((row) => reads.shown(row))
  return { ...Object.fromEntries(envelope), itemsPerPage: Resources.length, Resources }
}
