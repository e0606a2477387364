import type { LimitForm } from '../mocks/limits/counter.ts'
import { RATE_LIMITS, type RateLimit } from '../mocks/limits/table.ts'
import type { Job } from './workload.ts'

/**
 * The milliseconds that starting all of the work takes at least, by the published limits alone: the longest of all
 * limits that count it, latency not included.
 *
 * @param other - the part of every limit that another app uses from `from` on, in milliseconds from the start
 */
export function lowerBound(
  jobs: readonly Job[],
  form: LimitForm,
  other?: { readonly share: number; readonly from: number },
): number {
  const limits = new Map<string, { readonly limit: RateLimit; jobs: number }>()
  for (const { operation } of jobs) {
    const organization = operation.startsWith('read') ? 'reads' : 'writes'
    const endpoint = RATE_LIMITS.endpoints[operation]
    for (const [name, limit] of [
      [organization, RATE_LIMITS[organization]],
      [endpoint?.name, endpoint],
    ] as const) {
      if (!name || !limit) continue
      const entry = limits.get(name) ?? { limit, jobs: 0 }
      entry.jobs++
      limits.set(name, entry)
    }
  }
  return Math.max(...Array.from(limits.values(), ({ limit, jobs }) => bound(limit, jobs, form, other)))
}

function bound(
  { perMinute, burst }: RateLimit,
  jobs: number,
  form: LimitForm,
  other: { readonly share: number; readonly from: number } | undefined,
): number {
  // A window or a log lets the requests of a minute start at once, and the next ones a minute later.
  const minutes =
    form === 'token-bucket' ? Math.max(0, jobs - burst) / perMinute : Math.ceil(jobs / perMinute) - 1
  const alone = minutes * 60_000
  if (!other || alone <= other.from) return alone
  return other.from + (alone - other.from) / (1 - other.share)
}
