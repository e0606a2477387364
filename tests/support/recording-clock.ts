import { type VirtualClock, virtualClock } from '../../mocks/index.ts'

/** A virtual clock that remembers its waits. */
export interface RecordingClock extends VirtualClock {
  /** The length of each timer that fired, in order. */
  readonly fired: readonly number[]
}

/** Makes a virtual clock that remembers its waits. */
export function recordingClock(start?: number): RecordingClock {
  const clock = virtualClock(start === undefined ? {} : { start })
  const fired: number[] = []
  return {
    ...clock,
    fired,
    get pending() {
      return clock.pending
    },
    setTimeout: (callback, milliseconds) =>
      clock.setTimeout(() => {
        fired.push(milliseconds)
        callback()
      }, milliseconds),
  }
}
