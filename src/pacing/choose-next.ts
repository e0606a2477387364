import type { EndpointQueue, QueuedRequest } from './endpoint-queue.ts'
import type { RateLedger } from './rate-ledger.ts'
import type { SharedLimiter } from './store.ts'

/** The requests among which to choose. */
export interface Choice {
  readonly ledger: RateLedger
  readonly queues: Iterable<EndpointQueue>
  /** The first request of each queue, in the order of their priorities. */
  readonly heads: readonly QueuedRequest[]
  /** The store, if it is to be asked. */
  readonly shared: SharedLimiter | undefined
  readonly now: number
}

/** The first request that may start, or for which the store may be asked; otherwise the milliseconds until one may. */
export function chooseNext({ ledger, queues, heads, shared, now }: Choice): {
  readonly next?: QueuedRequest
  readonly wait: number
} {
  const asking = { reads: 0, writes: 0 }
  const reserved = { reads: 0, writes: 0 }
  for (const queue of queues) asking[queue.key.organization] += queue.asking
  let soonest = Number.POSITIVE_INFINITY
  for (const head of heads) {
    const { key, queue } = head
    const { organization } = key
    if (shared && !queue.mayAsk) continue
    const ahead = { endpoint: queue.asking, organization: asking[organization] }
    const forLimits = ledger.wait(key, now, { ...ahead, reserved: reserved[organization] })
    const wait = Math.max(forLimits, shared ? queue.askAt - now : 0)
    if (wait === 0) return { next: head, wait }
    soonest = Math.min(soonest, wait)
    // Those behind may go ahead as long as they leave what this endpoint will need of the organization's minute.
    reserved[organization] += Math.min(queue.length, ledger.room(key, now))
  }
  return { wait: soonest }
}
