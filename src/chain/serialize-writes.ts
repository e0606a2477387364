import type { Call } from './call.ts'
import type { ChainMiddleware } from './middleware.ts'
import { decodeASCII } from './url.ts'

/** The tail of the queue of each resource that is being written; one map a client. */
export type Writers = Map<string, Promise<void>>

/**
 * One writer per resource: Slack locks a user or group while it is updated and refuses a second write with
 * 429 (https://docs.slack.dev/reference/scim-api/rate-limits). The turn is held through retries, so that
 * writes to one resource arrive in the caller's order.
 */
export function serializeWrites(writers: Writers): ChainMiddleware<Call> {
  const write: ChainMiddleware<Call>['handle'] = async (request, next, call) => {
    const resource = resourceOf(request.path)
    if (!resource) return next(request, call)
    const previous = writers.get(resource)
    let release = (): void => {}
    const turn = new Promise<void>((resolve) => {
      release = resolve
    })
    // Also one that gives up while it waits stays in line until those before it are done.
    const tail = previous ? previous.then(() => turn) : turn
    writers.set(resource, tail)
    tail.then(() => {
      if (writers.get(resource) === tail) writers.delete(resource)
    })
    try {
      if (previous) await call.untilAborted(request, previous)
      // Raced, so that a transport that ignores its signal cannot lock the resource for ever.
      return await call.untilAborted(request, next(request, call))
    } finally {
      release()
    }
  }
  return {
    name: 'one-writer',
    handle: (request, next, call) =>
      request.method === 'GET' ? next(request, call) : write(request, next, call),
  }
}

/**
 * The resource of a path, or of anything below it, however it is encoded: `users/U1` of `Users/%55%31`. Slack may read
 * the name of a collection in any case, so both are one. A collection has none.
 */
function resourceOf(path: string): string | undefined {
  const [collection = '', id] = decodeASCII(path).split('/')
  return id ? `${collection.toLowerCase()}/${id}` : undefined
}
