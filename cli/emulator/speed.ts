import { InvalidArgumentError } from 'commander'

/** How time passes: as on the machine, only when a program says so, or faster by a factor. */
export type Speed =
  | { readonly kind: 'real' }
  | { readonly kind: 'manual' }
  | { readonly kind: 'fast'; readonly factor: number }

/** Parses `real`, `manual` or a factor such as `10x`. */
export function parseSpeed(text: string): Speed {
  if (text === 'real' || text === 'manual') return { kind: text }
  const factor = /^\d+(\.\d+)?x$/.test(text) ? Number(text.slice(0, -1)) : 0
  if (factor > 0) return { kind: 'fast', factor }
  throw new InvalidArgumentError('It must be real, manual, or a factor such as 10x.')
}
