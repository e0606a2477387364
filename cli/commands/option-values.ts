import { InvalidArgumentError } from 'commander'

/** Makes a parser of whole numbers in a range. */
export function integer(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
    if (value >= least && value <= most) return value
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`)
  }
}

/** Collects the values of an option that may be given more than once. */
export function repeated(text: string, former: readonly string[] = []): readonly string[] {
  return [...former, text]
}
