/** Something that is called back for each event. */
export type Observer<Event> = (event: Event) => unknown

/**
 * Hands each event to every observer. An observer that throws, or rejects later, breaks nothing: async observers
 * are not awaited, and their rejections are swallowed.
 *
 * @param observers - the observers, in order; absent ones are skipped
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
        // The mistake is the observer's, not the call's.
      }
    }
  }
}
