import { SCIMSourceError, type SourceIssue } from '../../src/provisioning/index.ts'
import { counted } from '../../src/provisioning/render/figures.ts'
import type { TableFile } from './table.ts'

/** What is wrong with a file, collected so that one run tells everything. */
export interface Problems {
  readonly issues: readonly SourceIssue[]
  /** Notes a problem. `line` and `column` are 1-based. */
  report(message: string, line?: number, column?: number): void
  /** Notes the issues of an error of a source; throws any other error. */
  absorb(error: unknown): void
  /** Throws if there is any problem. */
  end(): void
}

/** Problems beyond this are not kept: a file with the wrong delimiter has one in every row. */
const MAX_PROBLEMS = 1000

/** Collects the problems of one file. */
export function problemsOf(file: string): Problems {
  const issues: SourceIssue[] = []
  const keep = (issue: SourceIssue): void => {
    if (issues.length < MAX_PROBLEMS) issues.push(issue)
  }
  return {
    issues,
    report: (message, line, column) => keep({ file, line, column, message }),
    absorb(error) {
      if (!(error instanceof SCIMSourceError)) throw error
      for (const issue of error.issues) keep(issue)
    },
    end() {
      if (issues.length > 0) throw new SCIMSourceError(issues)
    },
  }
}

/** The error for one problem, after which a file cannot be read on. */
export function sourceProblem(file: string, message: string, at: Partial<Position> = {}): SCIMSourceError {
  return new SCIMSourceError([{ file, line: at.line, column: at.column, message }])
}

/** A place in a file, 1-based. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Refuses a file with fewer rows than are expected. */
export function checkRows({ file, expectRows = 0 }: TableFile, rows: number): void {
  if (rows < expectRows)
    throw sourceProblem(
      file,
      `has ${counted(rows, 'row')}, and expectRows is ${expectRows}: is the file whole?`,
    )
}
