import type { AssumptionLedger } from '../assumptions/ledger.ts'
import { type Reason, Refusal } from '../errors/refusal.ts'
import type { WireReply } from '../http/wire.ts'
import type { Clock } from '../time/clock.ts'
import type { BodyFault, RateLimitFault, StatusFault } from './fault.ts'

/** Renders a refusal in the envelope of the request's dialect. */
export type Render = (refusal: Refusal) => WireReply

/** What a 429 is written with. */
export interface ReplyContext {
  readonly render: Render
  readonly ledger: AssumptionLedger
}

/** Answers 429 with the Retry-After of the fault. */
export function rateLimitReply(
  fault: RateLimitFault,
  windowLeft: number | undefined,
  context: ReplyContext & { readonly clock: Clock },
): WireReply {
  const left = windowLeft === undefined ? 30 : Math.ceil(windowLeft / 1000)
  const retryAfter = fault.retryAfter === undefined ? left : fault.retryAfter
  const told =
    typeof retryAfter === 'number' && fault.as === 'date'
      ? new Date(context.clock.now() + retryAfter * 1000).toUTCString()
      : retryAfter
  return limitedReply('too_many_requests', told, context)
}

/** Answers 429 with a reason, a Retry-After and the assumed body. */
export function limitedReply(
  reason: Reason,
  retryAfter: number | string | null,
  { render, ledger }: ReplyContext,
): WireReply {
  const { headers, body } = render(new Refusal(reason))
  const rule = ledger.assume('rate-limit-body')
  return {
    status: 429,
    headers: retryAfter === null ? headers : { ...headers, 'retry-after': String(retryAfter) },
    body: rule === 'envelope' ? body : rule === 'empty' ? '' : '{"ok":false,"error":"ratelimited"}',
  }
}

/** Answers the status of the fault, with an envelope, an error page or an empty body. */
export function statusReply(fault: StatusFault, render: Render): WireReply {
  const { status, body = 'json' } = fault
  if (body === 'html') return { status, headers: HTML_HEADERS, body: errorPage(status) }
  if (body === 'empty') return { status, headers: {}, body: '' }
  return render(new Refusal('database_query_failure', { status }))
}

/** Replaces the body of an answer. */
export function spoiledReply(fault: BodyFault, reply: WireReply): WireReply {
  if (fault.body === 'html') return { ...reply, headers: HTML_HEADERS, body: errorPage(reply.status) }
  if (fault.body === 'empty') return { ...reply, body: '' }
  return { ...reply, body: reply.body.slice(0, Math.ceil(reply.body.length / 2)) }
}

const HTML_HEADERS = { 'content-type': 'text/html; charset=utf-8' } as const

/** The title was reported from outages; the page is invented. */
function errorPage(status: number): string {
  return `<!DOCTYPE html><html><head><title>Server Error | Slack</title></head><body><h1>${status}</h1></body></html>`
}
