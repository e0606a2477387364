import { compare, type Figure, type Figures, type Reference } from './http/compare.ts'
import { WORKS, type WorkName } from './http/works.ts'
import type { Report } from './report.ts'
import { goal, table } from './table.ts'

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

/** The client beside others over HTTP: each in a process of its own, the service in another. */
export async function http(): Promise<Report<Figures>> {
  const data = await compare(ROUNDS)
  const works = Object.entries(WORKS) as [WorkName, (typeof WORKS)[WorkName]][]
  const rows = (by: 'speed' | 'thrift'): string[][] =>
    data.one.map(({ contender }) => [
      contender,
      ...works.map(([work]) => shown(ratio(data[work], { contender, by, to: 'fetch' }))),
    ])
  const head = works.map(([, { name }]) => name)
  const goals = works.flatMap(([work, { name }]) => {
    const [least, leastNode] = GOALS[work]
    const own = ratio(data[work], { contender: OURS, by: 'thrift', to: 'fetch, signal and timer' })
    const node = ratio(data[work], { contender: OURS_NODE, by: 'thrift', to: 'fetch' })
    return [
      goal(`${name}: ${least} of fetch with signal and timer (${shown(own)})`, own >= least),
      goal(`${name}: nodeTransport ${leastNode} of fetch (${shown(node)})`, node >= leastNode),
    ]
  })
  const text = [
    'Over HTTP: how much a client does, relative to fetch in the same round; more is better',
    table([['by the processor', ...head], ...rows('thrift')]),
    table([['by the wall clock', ...head], ...rows('speed')]),
    goals.join('\n'),
  ].join('\n\n')
  return { text, data }
}

interface RatioSpec {
  readonly contender: string
  readonly by: 'speed' | 'thrift'
  readonly to: Reference
}

function ratio(figures: readonly Figure[], { contender, by, to }: RatioSpec): number {
  return figures.find((one) => one.contender === contender)?.[by][to] ?? Number.NaN
}

function shown(value: number): string {
  return value.toFixed(2)
}
