/**
 * Spreadsheets run a cell that begins with one of these as a formula. A phone number begins with `+`, so the apostrophe
 * that export puts before such a cell is taken off again by import.
 */
const FORMULA = /^'*[=+\-@\t\r]/

/** A cell that no spreadsheet runs. */
export function neutralCell(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text
}

/** The text that {@link neutralCell} made a cell of. */
export function originalCell(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell
}
