import type { Fault } from '../../mocks/index.ts'

/**
 * Returns the faults in data of JSON or YAML: a list, or a single one. JSON has no `Infinity`, so `times` may be
 * `always`. The emulator checks everything else when it gets them.
 */
export function faultsFrom(data: unknown): Fault[] {
  const faults: readonly unknown[] = Array.isArray(data) ? data : [data]
  return faults.map((fault) => {
    const isAlways =
      typeof fault === 'object' && fault !== null && 'times' in fault && fault.times === 'always'
    return (isAlways ? { ...fault, times: Number.POSITIVE_INFINITY } : fault) as Fault
  })
}

/** A fault as JSON can say it. */
export function faultAsJSON(fault: Fault): object {
  return fault.times === Number.POSITIVE_INFINITY ? { ...fault, times: 'always' } : fault
}
