import { compare, type Figure, type Figures, type Reference } from './http/compare.ts'
import { ORIGINAL } from './http/original.ts'
import { WORKS, type WorkName } from './http/works.ts'
import type { Goal, Report } from './report.ts'
import { goalLines, table } from './table.ts'

const ROUNDS = 9
const OURS = 'slack-scim'
const OURS_NODE = 'slack-scim, nodeTransport'

/** What is aimed at, by the processor: ours to `fetch` with signal and timer, and `nodeTransport` to bare `fetch`. */
const GOALS: Readonly<Record<WorkName, readonly [ours: number, node: number]>> = {
  one: [0.88, 2],
  page100: [0.9, 1.5],
  page1000: [0.92, 1.05],
  create: [0.88, 2],
  create16: [0.85, 2.2],
  walk: [0.85, 1.1],
}

const NAMES = Object.keys(WORKS) as WorkName[]

/** The client beside others over HTTP: each in a process of its own, the service in another. */
export async function http({
  original,
}: {
  readonly original?: string | undefined
}): Promise<Report<Figures>> {
  const data = await compare({ rounds: ROUNDS, original })
  const goals = [...toFetch(data), ...toOthers(data), ...(original ? toOriginal(data) : [])]
  const text = [
    'Over HTTP: how much a client does, relative to fetch in the same round; more is better',
    table(httpRows(data, 'thrift')),
    table(httpRows(data, 'speed')),
    goalLines(goals),
  ].join('\n\n')
  return { text, data, goals }
}

/** A row for each contender, below a heading. */
export function httpRows(data: Figures, by: 'speed' | 'thrift'): string[][] {
  return [
    [by === 'thrift' ? 'by the processor' : 'by the wall clock', ...NAMES.map((work) => WORKS[work].name)],
    ...data.one.map(({ contender }) => [
      contender,
      ...NAMES.map((work) => ratio(data[work], { contender, by, to: 'fetch' }).toFixed(2)),
    ]),
  ]
}

function toFetch(data: Figures): Goal[] {
  return NAMES.flatMap((work) => {
    const [least, leastNode] = GOALS[work]
    const { name } = WORKS[work]
    const own = thrift(data[work], OURS, 'fetch, signal and timer')
    const node = thrift(data[work], OURS_NODE)
    return [
      atLeast(name, { what: `${least} of fetch with signal and timer`, value: own, least }),
      atLeast(`${name}, nodeTransport`, { what: `${leastNode} of fetch`, value: node, least: leastNode }),
    ]
  })
}

/** Ahead of ky and axios by default, and of ofetch too by `nodeTransport`; one goal for each of them, in its worst work. */
function toOthers(data: Figures): Goal[] {
  const peers = [
    [OURS, 'ky'],
    [OURS, 'axios'],
    [OURS_NODE, 'ofetch'],
    [OURS_NODE, 'ky'],
    [OURS_NODE, 'axios'],
  ] as const
  return peers.map(([own, other]) => {
    const ratios = NAMES.map(
      (work) => [WORKS[work].name, thrift(data[work], own) / thrift(data[work], other)] as const,
    )
    const [work, value] = ratios.reduce((one, two) => (two[1] < one[1] ? two : one))
    return atLeast(own, { what: `ahead of ${other} in everything; least in ${work}`, value, least: 1 })
  })
}

/** Typed pages are five times as fast by default, and small requests are never slower by `nodeTransport`. */
function toOriginal(data: Figures): Goal[] {
  const aims = [
    ['page100', OURS, 5],
    ['page1000', OURS, 5],
    ['one', OURS_NODE, 1],
    ['create', OURS_NODE, 1],
    ['create16', OURS_NODE, 1],
  ] as const
  return aims.map(([work, own, least]) => {
    const value = thrift(data[work], own) / thrift(data[work], ORIGINAL)
    const name = own === OURS ? WORKS[work].name : `${WORKS[work].name}, nodeTransport`
    return atLeast(name, { what: `${least} times ${ORIGINAL}`, value, least })
  })
}

interface Reached {
  readonly what: string
  readonly value: number
  readonly least: number
}

function atLeast(name: string, { what, value, least }: Reached): Goal {
  return { name, aim: what, reached: value.toFixed(2), met: value >= least }
}

function thrift(figures: readonly Figure[], contender: string, to: Reference = 'fetch'): number {
  return ratio(figures, { contender, by: 'thrift', to })
}

interface RatioSpec {
  readonly contender: string
  readonly by: 'speed' | 'thrift'
  readonly to: Reference
}

function ratio(figures: readonly Figure[], { contender, by, to }: RatioSpec): number {
  return figures.find((one) => one.contender === contender)?.[by][to] ?? Number.NaN
}
