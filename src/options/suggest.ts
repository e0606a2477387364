/** A name is close if so many edits make it the one that was given. */
const MAX_EDITS = 2

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
  for (let edits = 0; edits <= MAX_EDITS; edits++) {
    const meant = known.find((one) => isClose(wanted, plain(one), edits))
    if (meant) return meant
  }
  return undefined
}

function plain(name: string): string {
  return name
    .slice(0, 40)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
}

/** A common beginning of four letters counts as one edit; one or two letters are close to nothing. */
function isClose(wanted: string, name: string, edits: number): boolean {
  if (edits === 0 || wanted.length < 3) return wanted === name
  return (wanted.length > 3 && name.startsWith(wanted.slice(0, 4))) || isWithin(wanted, name, edits)
}

/** Whether insertions, deletions, substitutions and swaps of neighbours, so many at most, make one text the other. */
function isWithin(left: string, right: string, edits: number): boolean {
  if (edits === 0 || left === right) return left === right
  let at = 0
  while (left[at] === right[at]) at++
  const after = (skippedLeft: number, skippedRight: number): boolean =>
    isWithin(left.slice(at + skippedLeft), right.slice(at + skippedRight), edits - 1)
  const isSwap = left[at] === right[at + 1] && left[at + 1] === right[at]
  return after(1, 1) || after(1, 0) || after(0, 1) || (isSwap && after(2, 2))
}
