/**
 * What is known about the effect of a write that ended in an error.
 *
 * - `no`: nothing was changed; the request was refused, or provably never reached the service
 * - `yes`: the service said that it made the change
 * - `unknown`: the answer was lost, or a PATCH of several parts was refused, of which some may have been done;
 *   the change may or may not have been made; read before you repeat
 */
export type Applied = 'yes' | 'no' | 'unknown'
