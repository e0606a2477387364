import type { AssumptionLedger } from '../assumptions/ledger.ts'
import type { Directory } from '../directory/directory.ts'
import { Refusal } from '../errors/refusal.ts'
import type { EventLog } from '../events/event-log.ts'
import type { Fault } from '../faults/fault.ts'
import { limitedReply, rateLimitReply, spoiledReply, statusReply } from '../faults/replies.ts'
import type { FaultTarget, PlannedFault } from '../faults/schedule.ts'
import type { Outcome, WireReply, WireRequest } from '../http/wire.ts'
import type { Delay, Limits } from '../limits/limits.ts'
import type { EmulatorState } from '../state/state.ts'
import { type Clock, hang, wait } from '../time/clock.ts'
import type { Services } from './services.ts'

/** What the handling of a request needs of the emulator. */
export interface RequestContext {
  readonly services: Services
  readonly directory: Directory
  readonly ledger: AssumptionLedger
  readonly clock: Clock
  readonly log: EventLog
  readonly state: EmulatorState
  readonly limits: Limits
  plan(target: FaultTarget): PlannedFault[]
}

/** A request on its way through its faults. */
interface Handling {
  readonly planned: readonly PlannedFault[]
  readonly request: WireRequest
  readonly context: RequestContext
}

/**
 * Takes one request through its faults and the service. The effect happens in one synchronous step, so
 * concurrent requests never see a partial write.
 *
 * @throws the reason of the request's signal when it aborts
 */
export async function handleRequest(request: WireRequest, context: RequestContext): Promise<Outcome> {
  const { log, services } = context
  const { method, signal } = request
  const url = request.url.href
  signal?.throwIfAborted()
  if (!services.handles(request.url)) {
    log.emit({ type: 'unhandled', method, url })
    return { type: 'unhandled', message: `The emulator has nothing at ${method} ${url}.` }
  }
  const operation = services.operation(request)
  log.emit({ type: 'request', method, url, operation })
  const planned = context.plan({ method, path: request.url.pathname, operation })
  for (const { fault } of planned) log.emit({ type: 'fault', kind: fault.kind, method, url })

  const handling: Handling = { planned, request, context }
  const entry = context.limits.enter({ method, operation, path: request.url.pathname })
  try {
    const instead = entry.delay ? delayed(entry.delay, request, context) : await beforeEffect(handling)
    if (instead?.type === 'refused' || instead?.type === 'reset') return instead
    const reply = instead?.type === 'reply' ? instead.reply : takeEffect(handling)
    const outcome = await afterEffect(reply, handling)
    if (outcome.type === 'reply') log.emit({ type: 'response', method, url, status: outcome.reply.status })
    return outcome
  } finally {
    entry.leave()
  }
}

function delayed(delay: Delay, request: WireRequest, { ledger, services }: RequestContext): Outcome {
  const render = (refusal: Refusal): WireReply => services.refuse(request, refusal)
  // Slack documents the lock for users and groups, but `resource_locked` for groups only.
  const isUser = delay.reason === 'resource_locked' && services.operation(request)?.endsWith('User')
  const reason = isUser ? ledger.assume('locked-user') : delay.reason
  return { type: 'reply', reply: limitedReply(reason, delay.retryAfterSeconds, { render, ledger }) }
}

/** Returns what a fault answers instead of the service, if a fault does. */
async function beforeEffect({ planned, request, context }: Handling): Promise<Outcome | undefined> {
  const { clock, ledger, state, services } = context
  const render = (refusal: Refusal): WireReply => services.refuse(request, refusal)
  for (const { fault, windowLeft } of planned) {
    if (isLater(fault)) continue
    if (fault.kind === 'latency') await wait(clock, fault.milliseconds, request.signal)
    if (fault.kind === 'hang') await hang(request.signal)
    if (fault.kind === 'connection') return { type: fault.when === 'refused' ? 'refused' : 'reset' }
    if (fault.kind === 'interference') fault.act(state)
    if (fault.kind === 'rate-limit') {
      return { type: 'reply', reply: rateLimitReply(fault, windowLeft, { render, clock, ledger }) }
    }
    if (fault.kind === 'status') return { type: 'reply', reply: statusReply(fault, render) }
    if (fault.kind === 'refusal') return { type: 'reply', reply: render(new Refusal(fault.reason, fault)) }
  }
  return undefined
}

function takeEffect({ planned, request, context }: Handling): WireReply {
  const reverts = planned.some(({ fault }) => fault.kind === 'revert')
  const restore = reverts ? remember(request, context.directory) : undefined
  const reply = context.services.answer(request)
  restore?.()
  return reply
}

/** Applies the faults that act after the effect. */
async function afterEffect(reply: WireReply, { planned, request, context }: Handling): Promise<Outcome> {
  const { clock, state, services } = context
  let current = reply
  for (const { fault } of planned) {
    if (fault.kind === 'body') current = spoiledReply(fault, current)
    if (!isLater(fault)) continue
    if (fault.kind === 'latency') await wait(clock, fault.milliseconds, request.signal)
    if (fault.kind === 'hang') await hang(request.signal)
    if (fault.kind === 'connection') {
      return fault.when === 'mid-body' ? { type: 'cut', reply: current } : { type: 'reset' }
    }
    if (fault.kind === 'interference') fault.act(state)
    if (fault.kind === 'status') {
      current = statusReply(fault, (refusal) => services.refuse(request, refusal))
    }
  }
  return { type: 'reply', reply: current }
}

function isLater(fault: Fault): boolean {
  return 'when' in fault && (fault.when === 'after' || fault.when === 'mid-body')
}

/** Returns a function that restores the user or group of the address. */
function remember(request: WireRequest, directory: Directory): () => void {
  const id = request.url.pathname.split('/').at(-1) ?? ''
  const user = directory.users.get(id)
  const group = directory.groups.get(id)
  return () => {
    if (user) directory.putUser(user)
    if (group) directory.putGroup(group)
  }
}
