/** Calls back in a later turn of the event loop, when everything that promises have to do is done. */
export type NextTurn = (callback: () => void) => void

interface Immediate {
  setImmediate?(callback: () => void): unknown
}

/**
 * Looks up how the runtime gets to its next turn: `setImmediate` in Node, Bun and Deno, a timer of 0 ms elsewhere.
 * It is looked up when a clock is made, so fake timers that a test installs later do not stop the clock.
 */
export function nextTurn(): NextTurn {
  const { setImmediate } = globalThis as Immediate
  if (setImmediate) return (callback) => void setImmediate(callback)
  const { setTimeout } = globalThis
  return (callback) => void setTimeout(callback, 0)
}
