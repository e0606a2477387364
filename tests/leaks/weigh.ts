import process from 'node:process'

/** The bytes in use after a collection, the least of a few: a collector is in no hurry. */
export async function weigh(): Promise<number> {
  const { gc, Bun } = globalThis as { gc?: () => void; Bun?: { gc(force: boolean): void } }
  let least = Number.POSITIVE_INFINITY
  for (let times = 0; times < 5; times++) {
    await new Promise((resolve) => setTimeout(resolve, 20))
    gc?.()
    Bun?.gc(true)
    least = Math.min(least, process.memoryUsage().heapUsed)
  }
  return least
}
