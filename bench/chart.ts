import type { Figures } from './http/compare.ts'
import { ORIGINAL } from './http/original.ts'
import { WORKS, type WorkName } from './http/works.ts'

/** The colours of a scheme of GitHub. */
export interface Scheme {
  readonly text: string
  readonly bars: readonly string[]
}

/** By the name of the file. */
export const SCHEMES: Readonly<Record<'light' | 'dark', Scheme>> = {
  light: { text: '#1f2328', bars: ['#afb8c1', '#8c959f', '#6e7781', '#57606a', '#54aeff', '#0550ae'] },
  dark: { text: '#e6edf3', bars: ['#545d68', '#6e7681', '#8b949e', '#b1bac4', '#58a6ff', '#a5d6ff'] },
}

/** The contenders that are drawn, where they were measured: those that send over HTTP for their users. */
const CLIENTS = [ORIGINAL, 'axios', 'ky', 'ofetch', 'slack-scim', 'slack-scim, nodeTransport']

const WIDTH = 760
const LEFT = 170
const BAR = 11
const TOP = 56

/** Draws how much each client does relative to fetch, by the processor, as an SVG. */
export function chart(figures: Figures, { text, bars }: Scheme): string {
  const clients = CLIENTS.filter((name) => figures.one.some(({ contender }) => contender === name))
  const colours = bars.slice(bars.length - clients.length)
  const group = clients.length * (BAR + 2) + 18
  const works = Object.entries(WORKS) as [WorkName, (typeof WORKS)[WorkName]][]
  const values = works.map(([work]) =>
    clients.map((name) => figures[work].find(({ contender }) => contender === name)?.thrift.fetch ?? 0),
  )
  const scale = (WIDTH - LEFT - 50) / Math.max(1, ...values.flat())
  const label = (x: number, y: number, words: string, more = ''): string =>
    `<text x="${x.toFixed(0)}" y="${y.toFixed(0)}" ${more}>${words}</text>`
  let x = LEFT
  const legend = clients.map((name, n) => {
    const left = x
    x += 26 + 5.6 * name.length
    return `<rect x="${left.toFixed(0)}" y="30" width="10" height="10" fill="${colours[n]}"/>${label(left + 15, 39, name)}`
  })
  const groups = works.flatMap(([, { name }], index) => {
    const y = TOP + index * group
    const drawn = (values[index] ?? []).map((value, n) => {
      const top = y + n * (BAR + 2)
      const end = LEFT + value * scale
      return `<rect x="${LEFT}" y="${top}" width="${(value * scale).toFixed(1)}" height="${BAR}" rx="2" fill="${colours[n]}"/>${label(end + 5, top + 10, value.toFixed(2))}`
    })
    return [label(LEFT - 12, y + group / 2 - 8, name, 'text-anchor="end"'), ...drawn]
  })
  const height = TOP + works.length * group + 4
  const line = `<line x1="${(LEFT + scale).toFixed(1)}" x2="${(LEFT + scale).toFixed(1)}" y1="${TOP - 6}" y2="${height - 10}" stroke="${text}" stroke-dasharray="2 3" opacity="0.6"/>`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" font-family="system-ui, sans-serif" font-size="11" fill="${text}" role="img">
<title>Calls for the same processor time, relative to fetch</title>
${label(0, 16, 'Calls for the same processor time, relative to fetch (dashed); more is better', 'font-size="13" font-weight="600"')}
${[...legend, ...groups, line].join('\n')}
</svg>
`
}
