import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { chart, SCHEMES } from '../../bench/chart.ts'
import type { Figure, Figures } from '../../bench/http/compare.ts'
import { ORIGINAL } from '../../bench/http/original.ts'
import { WORKS } from '../../bench/http/works.ts'
import { type Reports, withFigures } from '../../bench/publish.ts'
import { ROOT } from '../support/tool.ts'

const MACHINE = { node: '24.0.0', platform: 'linux x64', processors: 2 }

function figures(...contenders: readonly string[]): Figures {
  const figure = (contender: string, n: number): Figure => {
    const ratios = { fetch: n + 0.5, 'fetch, signal and timer': 1 }
    return { contender, wall: 1, cpu: 1, speed: ratios, thrift: ratios }
  }
  const works = Object.keys(WORKS).map((work) => [work, contenders.map(figure)])
  return Object.fromEntries(works) as Figures
}

const PAGE = readFileSync(`${ROOT}docs/performance.md`, 'utf8')
const REPORTS: Reports = {
  http: {
    text: '',
    data: figures('fetch', ORIGINAL),
    goals: [{ name: 'one user', aim: 'twice fetch', reached: '1.50', met: false }],
  },
  cold: { text: '', data: {}, goals: [{ name: 'a call', aim: '6 ms', reached: '5 ms', met: true }] },
}

describe('publishing the figures of a run', () => {
  it('writes a row for each contender and each goal between the marks of docs/performance.md', () => {
    const page = withFigures(PAGE, MACHINE, REPORTS)
    const cells = (count: number, text: string): string =>
      Array.from({ length: count }, () => text).join(' | ')
    expect(page).toContain('Node 24.0.0, linux x64, 2 processors')
    expect(page).toContain(`| fetch | ${cells(6, '0.50')} |\n| ${ORIGINAL} | ${cells(6, '1.50')} |\n`)
    expect(page).toContain('| one user | twice fetch | 1.50 | **no** |\n| a call | 6 ms | 5 ms | yes |\n')
  })

  it('keeps the rest of the page, and replaces what an earlier run wrote', () => {
    const outside = (page: string): string[] =>
      page.split(/<!-- bench: (\w+) -->[\s\S]*?<!-- bench: end of \1 -->/)
    const page = withFigures(PAGE, MACHINE, REPORTS)
    expect(outside(page)).toEqual(outside(PAGE))
    expect(outside(page)).toHaveLength(5)
    expect(withFigures(page, MACHINE, REPORTS)).toBe(page)
  })

  it('refuses a run without the part http, and a page without marks', () => {
    expect(() => withFigures(PAGE, MACHINE, {})).toThrow('needs the part http')
    expect(() => withFigures('', MACHINE, REPORTS)).toThrow('has no marks of figures')
  })

  it.each(Object.entries(SCHEMES))(
    'draws the original in the %s chart where it was measured',
    (_, scheme) => {
      const drawn = chart(figures('fetch', ORIGINAL, 'axios'), scheme)
      const bars = (svg: string): number => svg.match(/<rect/g)?.length ?? 0
      expect(drawn).toContain(`>${ORIGINAL}</text>`)
      expect(bars(drawn)).toBe(2 * 7)
      const without = chart(figures('fetch', 'axios'), scheme)
      expect(without).not.toContain(ORIGINAL)
      expect(bars(without)).toBe(7)
    },
  )
})
