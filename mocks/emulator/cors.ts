import type { AssumptionLedger } from '../assumptions/ledger.ts'
import type { WireReply } from '../http/wire.ts'
import type { Services } from './services.ts'

const OPEN = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
  'access-control-allow-headers': 'authorization, content-type, accept',
  'access-control-expose-headers': 'retry-after',
} as const

/** Adds CORS headers if that is assumed; Slack itself sends none. */
export function withCORS(services: Services, ledger: AssumptionLedger): Services {
  const opened = (reply: WireReply): WireReply => {
    if (ledger.peek('cors') === 'absent') return reply
    return { ...reply, headers: { ...reply.headers, ...OPEN } }
  }
  return {
    ...services,
    answer(request) {
      if (request.method === 'OPTIONS' && ledger.assume('cors') === 'open') {
        return opened({ status: 204, headers: {}, body: '' })
      }
      return opened(services.answer(request))
    },
    refuse: (request, refusal) => opened(services.refuse(request, refusal)),
  }
}
