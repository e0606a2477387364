/** Functions that colour a text; picocolors, ansis and chalk have them. */
export interface Palette {
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
  readonly red: (text: string) => string
  readonly green: (text: string) => string
  readonly yellow: (text: string) => string
  readonly magenta: (text: string) => string
}

const same = (text: string): string => text

/** Colours nothing. */
const NONE: Palette = { bold: same, dim: same, red: same, green: same, yellow: same, magenta: same }

/** The palette that an option means: `true` is the sixteen colours that every terminal has (ECMA-48, SGR). */
export function paletteOf(colour: boolean | Palette): Palette {
  if (colour === false) return NONE
  if (colour !== true) return colour
  const sgr = (on: number, off: number) => (text: string) => `\u001b[${on}m${text}\u001b[${off}m`
  return {
    bold: sgr(1, 22),
    dim: sgr(2, 22),
    red: sgr(31, 39),
    green: sgr(32, 39),
    yellow: sgr(33, 39),
    magenta: sgr(35, 39),
  }
}
