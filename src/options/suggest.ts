/**
 * Finds the name that was probably meant, whatever its case and separators: `base_url` for `baseUrl`,
 * `userNmae` for `userName`, `retries` for `retryHandlers`.
 *
 * @param name - the name as it was given
 * @param known - the names that there are
 * @returns the closest name, or `undefined` if none is close
 */
export function suggest(name: string, known: readonly string[]): string | undefined {
  const wanted = plain(name)
  const ranked = known
    .map((one) => ({ one, cost: cost(wanted, plain(one)) }))
    .sort((left, right) => left.cost - right.cost)
  const [best] = ranked
  return best && best.cost <= 2 ? best.one : undefined
}

function plain(name: string): string {
  return name
    .slice(0, 40)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
}

/** The edit distance, in which two swapped letters are one edit; a common beginning of four letters costs one. */
function cost(left: string, right: string): number {
  const distance = editDistance(left, right)
  const isBeginning = left.length >= 4 && left.slice(0, 4) === right.slice(0, 4)
  return left.length < 3 && distance > 0 ? 9 : isBeginning ? Math.min(distance, 1) : distance
}

/** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours. */
function editDistance(left: string, right: string): number {
  let [before, row]: [number[], number[]] = [
    [],
    Array.from({ length: right.length + 1 }, (_, index) => index),
  ]
  for (let i = 1; i <= left.length; i++) {
    const next = [i]
    for (let j = 1; j <= right.length; j++) {
      const isSame = left[i - 1] === right[j - 1]
      const swapped =
        left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1] ? (before[j - 2] ?? 9) + 1 : 99
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + Number(!isSame),
        swapped,
      )
    }
    before = row
    row = next
  }
  return row[right.length] ?? 0
}
