/**
 * Does something for each item, a few at a time. The first failure ends it: nothing new is begun.
 *
 * @param items - what to work on
 * @param limit - how many at the same time
 * @param work - what to do for one
 */
export async function aFewAtATime<Item>(
  items: Iterable<Item>,
  limit: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = [...items].values()
  let failed = false
  const worker = async (): Promise<void> => {
    // One iterator for all workers, so that each item is taken once.
    for (const item of queue) {
      if (failed) return
      try {
        await work(item)
      } catch (error) {
        failed = true
        throw error
      }
    }
  }
  await Promise.all(Array.from({ length: limit }, worker))
}
