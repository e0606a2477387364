/**
 * What is known about the effect of a write that ended in an error.
 *
 * - `no`: nothing changed. The service refused the request, or the request provably never reached it.
 * - `yes`: the service said that it made the change.
 * - `unknown`: the change may have been made. The answer was lost, or the service refused a PATCH of several
 *   parts and may have applied some of them. Read before you repeat.
 */
export type Applied = 'yes' | 'no' | 'unknown'
