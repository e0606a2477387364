import { URN_2_0 } from '../schemas/urns.ts'

type Headers = Readonly<Record<string, string>>

/** Headers of every answer. */
const HEADERS: Headers = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }

/** An error of SCIM, in the envelope of a version. */
export interface ErrorContent {
  /** The segment of the version, as it stands in the URL. */
  readonly segment: string | undefined
  readonly status: number
  readonly description: string
  readonly scimType?: string | undefined
}

/** An answer that is an error. */
export function errorAnswer(
  { segment, status, description, scimType }: ErrorContent,
  headers: Headers,
): Response {
  const body =
    segment === 'v2'
      ? { schemas: [URN_2_0.error], detail: description, status, ...(scimType ? { scimType } : {}) }
      : { Errors: { description, code: status } }
  return jsonAnswer(status, body, headers)
}

/** An answer without a body. */
export function emptyAnswer(status: number, headers: Headers): Response {
  return new Response(null, { status, headers: { ...HEADERS, ...headers } })
}

/** An answer in JSON. */
export function jsonAnswer(status: number, body: unknown, headers: Headers): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...HEADERS, ...headers },
  })
}
