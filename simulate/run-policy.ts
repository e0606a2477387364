import type { LimitOptions } from '../mocks/limits/limits.ts'
import { seededRandom } from '../mocks/random/seeded.ts'
import { type VirtualClock, virtualClock } from '../mocks/time/virtual-clock.ts'
import { createReferee, type Latency, type Referee } from './referee.ts'
import { Journal, type Result, START } from './result.ts'
import { type Job, type Workload, wire } from './workload.ts'

/** The policies of other clients. */
export type Policy = 'original' | 'original with handler' | "Java SDK's formula"

/** The tools of a policy. */
interface PolicyTools {
  readonly clock: VirtualClock
  readonly random: () => number
  /** Sends a job; resolves to 0, or to the seconds of the Retry-After. */
  send(job: Job): Promise<number>
  /** A job has ended; it has failed if a wait is left. */
  over(index: number, wait: number): void
}

/** Does a workload by the policy of another client, not by its code. */
export async function runPolicy(
  policy: Policy,
  workload: Workload,
  latency: Latency,
  limits: LimitOptions,
  seed: number,
): Promise<Result> {
  const clock = virtualClock({ start: START, autoAdvance: false })
  const random = seededRandom(seed)
  const referee: Referee = createReferee(clock, latency, random, limits)
  const journal = new Journal(clock, workload.jobs)
  let failed = 0
  const tools: PolicyTools = {
    clock,
    random,
    async send(job) {
      const { url, ...init } = wire(job)
      const { status, headers } = await referee.transport(url, { ...init, headers: {} })
      return status === 429 ? Number(headers.get('retry-after')) : 0
    },
    over(index, wait) {
      journal.over(index)
      if (wait > 0) failed++
    },
  }
  const work =
    policy === "Java SDK's formula"
      ? byFormula(workload.jobs, tools)
      : inSequence(policy, workload.jobs, tools)
  await clock.run(work)
  return { ...journal.result, requests: referee.seen, refused: referee.refused, failed }
}

/**
 * slack_sdk for Python: one request after the other. A 429 is the result; with its RateLimitErrorRetryHandler, the client
 * sends the request once more after Retry-After and up to a second of jitter.
 */
async function inSequence(policy: Policy, jobs: readonly Job[], tools: PolicyTools): Promise<void> {
  for (const [index, job] of jobs.entries()) {
    let wait = await tools.send(job)
    if (wait > 0 && policy === 'original with handler') {
      await tools.clock.sleep(wait * 1000 + tools.random() * 1000)
      wait = await tools.send(job)
    }
    tools.over(index, wait)
  }
}

const WRITES = 600
const READS = 1000

/**
 * The asynchronous client of java-slack-sdk: five threads, each with one request, look every 10 ms whether the delay of
 * the endpoint has passed. The delay depends on the part of the allowed requests that were sent in the last minute.
 * Allowed is the larger of the endpoint's limit and the rest of the organization's, where the smaller is meant. A request
 * that gets a 429 goes to the end of the queue, without a bound.
 */
async function byFormula(jobs: readonly Job[], { clock, send, over }: PolicyTools): Promise<void> {
  const queue = [...jobs.entries()]
  const sent = new Map<string, number[]>()
  const limited = new Map<string, number>()
  const next = new Map<string, number>()
  const lastMinute = (name: string): number[] => {
    const recent = sent.get(name) ?? []
    while ((recent[0] ?? Number.POSITIVE_INFINITY) < clock.now() - 60_000) recent.shift()
    sent.set(name, recent)
    return recent
  }
  const delay = ({ operation }: Job): number => {
    const reads = operation === 'readUser'
    const all = lastMinute(reads ? 'reads' : 'writes').length
    const allowed = Math.max(reads ? 300 : 180, (reads ? READS : WRITES) - all)
    const recent = lastMinute(operation)
    const burst = recent.filter((at) => at > clock.now() - 3000).length
    if (burst >= allowed / 10) return 180_000 / allowed
    const used = recent.length / allowed
    return used >= 0.9
      ? 120_000 / allowed
      : used >= 0.6
        ? 60_000 / allowed
        : used >= 0.3
          ? 30_000 / allowed
          : 0
  }
  const thread = async (): Promise<void> => {
    for (let entry = queue.shift(); entry; entry = queue.shift()) {
      const [index, job] = entry
      const { operation } = job
      const startAt = Math.max(next.get(operation) ?? 0, limited.get(operation) ?? 0, clock.now())
      next.set(operation, startAt + delay(job))
      const polls = Math.ceil((startAt - clock.now()) / 10)
      if (polls > 0) await clock.sleep(polls * 10)
      for (const name of [operation, operation === 'readUser' ? 'reads' : 'writes'])
        lastMinute(name).push(clock.now())
      const wait = await send(job)
      if (wait === 0) {
        over(index, wait)
        continue
      }
      limited.set(operation, clock.now() + wait * 1000)
      queue.push(entry)
    }
  }
  await Promise.all(Array.from({ length: 5 }, thread))
}
