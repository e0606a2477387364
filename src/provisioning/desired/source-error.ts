import { SCIMError } from '../../errors/scim-error.ts'

/** One problem of a source. */
export interface SourceIssue {
  /** The file, or the name of the source where there is none. */
  readonly file: string
  /** 1-based; absent if the problem is no line's. */
  readonly line?: number | undefined
  /** 1-based. */
  readonly column?: number | undefined
  /** `field: problem: fix`. */
  readonly message: string
}

/** Issues that the message quotes; `issues` has all of them. */
const MAX_QUOTED = 10

/**
 * Sources do not say clearly what Slack is to be, so nothing is planned. `issues` has every problem, not the first.
 *
 * @example
 * ```ts
 * import { type DirectorySource, readDesired, SCIMSourceError } from 'slack-scim/provisioning'
 *
 * export async function check(source: DirectorySource): Promise<void> {
 *   try {
 *     await readDesired([source])
 *   } catch (error) {
 *     if (!(error instanceof SCIMSourceError)) throw error
 *     for (const { file, line, message } of error.issues) console.error(file, line, message)
 *   }
 * }
 * ```
 */
export class SCIMSourceError extends SCIMError {
  declare readonly name: 'SCIMSourceError'
  declare readonly code: 'bad_source'
  /** Every problem. */
  declare readonly issues: readonly SourceIssue[]

  /**
   * @param issues - at least one
   * @param cause - the error with which a source failed; default none
   */
  constructor(issues: readonly SourceIssue[], cause?: unknown) {
    const quoted = issues.slice(0, MAX_QUOTED).map(({ message, ...at }) => `${placeOf(at)}: ${message}`)
    const more = issues.length - quoted.length
    super({
      name: 'SCIMSourceError',
      code: 'bad_source',
      message: `${quoted.join('; ')}${more > 0 ? `; and ${more} more` : ''}`,
      cause,
      fields: { issues },
    })
  }
}

/** A problem at the place that an `origin` names, such as `people.csv:42` or `people.yaml:42:7`. */
export function issueAt(origin: string, message: string): SourceIssue {
  const parts = origin.split(':')
  const numbers: number[] = []
  while (numbers.length < 2 && parts.length > 1 && /^\d{1,9}$/.test(parts.at(-1) ?? ''))
    numbers.unshift(Number(parts.pop()))
  const [line, column] = numbers
  return {
    file: parts.join(':'),
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
    message,
  }
}

/** A place as messages write it. */
export function placeOf({ file, line, column }: Omit<SourceIssue, 'message'>): string {
  return [file, line, column].filter((part) => part !== undefined).join(':')
}

/** The order of problems: by file, line and column. */
export function byPlace(one: SourceIssue, other: SourceIssue): number {
  if (one.file !== other.file) return one.file < other.file ? -1 : 1
  return (one.line ?? 0) - (other.line ?? 0) || (one.column ?? 0) - (other.column ?? 0)
}
