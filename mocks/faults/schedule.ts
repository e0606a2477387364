import { seededRandom } from '../random/seeded.ts'
import type { Clock } from '../time/clock.ts'
import { faultCheck } from './check-fault.ts'
import type { Fault, FaultMatch } from './fault.ts'

/** The active faults; add them at any time. */
export interface Faults {
  /** Adds faults; returns a function that removes them. */
  add(...faults: Fault[]): () => void
  /** Removes all faults. */
  clear(): void
  /** The faults that can still happen. */
  readonly active: readonly Fault[]
}

/** The part of a request that a fault is matched against. */
export interface FaultTarget {
  readonly method: string
  readonly path: string
  readonly operation: string | null
}

/** A fault that happens to one request; `windowLeft` is the rest of a rate-limit window in milliseconds. */
export interface PlannedFault {
  readonly fault: Fault
  readonly windowLeft?: number
}

interface Entry {
  readonly fault: Fault
  readonly random: () => number
  seen: number
  left: number
  until: number
}

/** Holds the faults and decides which of them a request meets. */
export interface Schedule extends Faults {
  plan(target: FaultTarget): PlannedFault[]
}

/**
 * Makes a schedule.
 *
 * @param operations - the names that `match.operation` may have
 */
export function createSchedule(clock: Clock, operations: readonly string[]): Schedule {
  const check = faultCheck(operations)
  const entries = new Set<Entry>()

  const happens = (entry: Entry, target: FaultTarget): PlannedFault | undefined => {
    const { fault } = entry
    if (!matches(fault.match, target)) return undefined
    entry.seen++
    const now = clock.now()
    if (fault.kind === 'rate-limit' && now < entry.until) return { fault, windowLeft: entry.until - now }
    if (entry.left <= 0) {
      entries.delete(entry)
      return undefined
    }
    if (entry.seen < (fault.match?.nth ?? 1)) return undefined
    if (fault.probability !== undefined && entry.random() >= fault.probability) return undefined
    entry.left--
    if (fault.kind !== 'rate-limit' || fault.window === undefined) return { fault }
    entry.until = now + fault.window
    return { fault, windowLeft: fault.window }
  }

  return {
    add(...faults) {
      for (const [index, fault] of faults.entries()) check(fault, `faults: [${index}]`)
      const added = faults.map((fault) => {
        const entry = {
          fault,
          random: seededRandom(fault.seed ?? 1),
          seen: 0,
          left: fault.times ?? 1,
          until: Number.NEGATIVE_INFINITY,
        }
        entries.add(entry)
        return entry
      })
      return () => {
        for (const entry of added) entries.delete(entry)
      }
    },
    clear: () => entries.clear(),
    get active() {
      return Array.from(entries)
        .filter((entry) => entry.left > 0 || clock.now() < entry.until)
        .map((entry) => entry.fault)
    },
    plan: (target) =>
      [...entries].map((entry) => happens(entry, target)).filter((planned) => planned !== undefined),
  }
}

function matches(match: FaultMatch | undefined, target: FaultTarget): boolean {
  if (!match) return true
  if (match.method !== undefined && match.method.toUpperCase() !== target.method) return false
  if (match.operation !== undefined && match.operation !== target.operation) return false
  if (match.path === undefined) return true
  return typeof match.path === 'string'
    ? target.path.includes(match.path)
    : target.path.search(match.path) >= 0
}
