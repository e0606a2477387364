/** A function that is called with each event. */
export type Observer<Event> = (event: Event) => unknown

/**
 * Returns a function that calls every observer with an event. It ignores errors of observers. Async observers
 * are not awaited; their rejections are swallowed.
 *
 * @param observers - the observers in order; `undefined` is skipped
 */
export function createEmitter<Event>(
  observers: readonly (Observer<Event> | undefined)[],
): (event: Event) => void {
  const present = observers.filter((observer) => observer !== undefined)
  return (event) => {
    for (const observer of present) {
      try {
        ;(observer(event) as Promise<unknown> | null | undefined)?.then?.(undefined, () => {})
      } catch {
        // An observer's error must not fail the call.
      }
    }
  }
}
