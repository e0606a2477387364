// Run by Node, Bun and Deno: calls through one client with one signal, and prints what was left behind.

import process from 'node:process'
import { fixtures } from '../../mocks/index.ts'
import {
  FixedValueRetryIntervalCalculator,
  fetchTransport,
  SCIMClient,
  SCIMError,
  ServerErrorRetryHandler,
  type Transport,
} from '../../src/index.ts'
import { countedClock, countedSignal } from './counted.ts'
import type { Leftovers, Task } from './leftovers.ts'
import { weigh } from './weigh.ts'

/** Calls under way at a time. */
const CONCURRENCY = 10

const task = JSON.parse(process.argv.at(-1) ?? '') as Task
const signal = countedSignal()
const { clock, live: liveTimers } = countedClock()
const transport = await transportFor(task)
const scim = new SCIMClient('xoxp-leaks', {
  ...(task.baseUrl === undefined ? {} : { baseUrl: task.baseUrl }),
  transport,
  clock,
  retryHandlers: [
    new ServerErrorRetryHandler({ intervalCalculator: new FixedValueRetryIntervalCalculator(0) }),
  ],
})

// A tenth first: what a runtime compiles and what the client remembers is there before it is weighed.
await calls(task.calls / 10)
const before = await weigh()
await calls(task.calls)
const after = await weigh()

const leftovers: Leftovers = {
  listeners: signal.live(),
  mostListeners: signal.most(),
  timers: liveTimers(),
  bytes: after - before,
}
if ('close' in transport) await (transport as { close(): Promise<void> }).close()
// No exit: a timer or a connection of whomever that is left would keep the process.
console.log(JSON.stringify(leftovers))

async function calls(howMany: number): Promise<void> {
  let left = howMany
  const work = async (): Promise<void> => {
    while (left-- > 0) await call(left)
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, work))
}

/** Mostly reads, and of each other way that a call can go some. */
async function call(number: number): Promise<void> {
  const options = { signal: signal.signal }
  const id = `U${number}`
  try {
    if (number % 5 === 1) await scim.patchUser(id, { title: 'Lead' }, options)
    else if (number % 50 === 2) await scim.readUser('U404', options)
    else if (number % 50 === 3) await scim.readUser('U500', options)
    else if (number % 500 === 4) await scim.readUser('UHANGS', { ...options, deadline: 1 })
    else await scim.readUser(id, { ...options, deadline: 60_000 })
  } catch (error) {
    if (!SCIMError.is(error)) throw error
  }
}

async function transportFor({ transport }: Task): Promise<Transport> {
  if (transport === 'fetch') return fetchTransport()
  if (transport === 'node') return (await import('../../src/transports/node.ts')).nodeTransport({ proxy: '' })
  return fetchTransport({ fetch: stub(fixtures().fullUser1.body as object) })
}

/** Answers at once, as a service would, with whoever was asked for. */
function stub(user: object): (url: string, init: RequestInit) => Promise<Response> {
  return (url, { signal }) => {
    if (url.endsWith('UHANGS')) {
      return new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
      })
    }
    const status = Number(url.match(/U(404|500)$/)?.[1] ?? 200)
    const body = JSON.stringify({ ...user, id: url.split('/').at(-1) })
    return Promise.resolve(new Response(body, { status, headers: { 'content-type': 'application/json' } }))
  }
}
