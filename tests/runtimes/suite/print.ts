import type { Report } from './contract.ts'

/** Begins the line with the report, in whatever else a program prints. */
export const REPORT_MARK = 'report of the contract: '

/** Prints a report for whoever started this program. */
export function printReport(report: Report): void {
  console.log(REPORT_MARK + JSON.stringify(report))
}

/**
 * Finds the report in what a program printed.
 *
 * @throws an error with what was printed, if there is none
 */
export function readReport(output: string): Report {
  const line = output.split('\n').find((text) => text.startsWith(REPORT_MARK))
  if (!line) throw new Error(`There is no report in: ${output}`)
  return JSON.parse(line.slice(REPORT_MARK.length)) as Report
}
