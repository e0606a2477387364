import { isRecord } from '../protocol/is-record.ts'

/** One attribute that a PATCH writes or removes. */
export interface Change {
  readonly verb: 'add' | 'replace' | 'remove'
  readonly path: string
  readonly value: unknown
  /** How many values of whole resources it stands in. */
  readonly depth: number
}

/** The list of attributes to clear (SCIM 1.1, 3.3.2). */
export const CLEARED: RegExp = /^(META[.])?ATTRIBUTES$/

/** The parts of an operation, as `plain` writes them. */
const PARTS = ['OP', 'PATH', 'VALUE']
const WRITES = ['add', 'replace'] as const

/** Reads an operation of a `PatchOp`; `undefined` for one that a service may read in another way. */
export function changeOf(operation: unknown): Change | undefined {
  if (!isRecord(operation)) return undefined
  const { op, path = '', value, ...rest } = operation
  // Slack reads names without regard to case, so another spelling may be the one that counts.
  if (Object.keys(rest).some((key) => PARTS.includes(plain(key)))) return undefined
  if (typeof path !== 'string' && path !== null) return undefined
  // An unknown operation counts as a removal.
  const verb = WRITES.find((one) => typeof op === 'string' && one === op.toLowerCase()) ?? 'remove'
  return { verb, path: path ?? '', value, depth: 0 }
}

/** A name or a value without what a lenient service may ignore: case, width, white space, invisible characters. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^!-~]/g, '')
}
