import { type SCIMClient, SCIMConflictError, SCIMRefusedError } from 'slack-scim'
import { readEvent } from './event.ts'
import type { Ledger } from './ledger.ts'
import { provision, type Result } from './provision.ts'
import { isSigned } from './signature.ts'

/** What the webhook works with. */
export interface WebhookOptions {
  readonly scim: SCIMClient
  /** What HR signs with. */
  readonly secret: string
  readonly ledger: Ledger
}

/**
 * Makes the handler of HR's deliveries. Answers 2xx when there is nothing left to do, 4xx when somebody has to look,
 * and 503 when HR shall deliver again.
 */
export function createWebhook({
  scim,
  secret,
  ledger,
}: WebhookOptions): (request: Request) => Promise<Response> {
  // One event at a time: two of the same person must not pass each other between looking and writing.
  let turn: Promise<unknown> = Promise.resolve()
  return async (request) => {
    if (request.method !== 'POST') return answer(405, 'refused', 'POST an event')
    const body = await request.text()
    if (!(await isSigned(request.headers, body, secret)))
      return answer(401, 'refused', 'not signed, or not just now')
    const event = readEvent(body)
    if (!event) return answer(400, 'refused', 'not an event')

    const result = turn.then(() => provision(scim, ledger, event))
    turn = result.catch(() => undefined)
    return result.then(
      ({ outcome, reason }) => answer(outcome === 'refused' ? 409 : 200, outcome, reason),
      (error: unknown) => {
        if (error instanceof SCIMConflictError || error instanceof SCIMRefusedError) {
          return answer(409, 'refused', error.reason)
        }
        console.error(error)
        return answer(503, 'refused', 'deliver again')
      },
    )
  }
}

function answer(status: number, outcome: Result['outcome'], reason?: string): Response {
  return Response.json({ outcome, reason }, { status })
}
