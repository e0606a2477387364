import { parseArgs } from 'node:util'
import { Redis } from 'ioredis'
import { hasRedis, startRedis } from '../tests/pacing/redis-server.ts'
import { redisStore } from './redis-store.ts'
import type { Result } from './result.ts'
import { type Policy, runPolicy } from './run-policy.ts'
import { limitsOf, type Outcome, play, type Scenario, scenarios } from './scenario.ts'

// `npm run simulate`: hours of provisioning at Slack's limits on a virtual clock. The real client and pacer run against
// a referee, then the policies of other clients do the same work. `--seed <n>` draws other random numbers.

const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' } } })
const seed = Number(values.seed)
const POLICIES: readonly Policy[] = ['original', 'original with handler', "Java SDK's formula"]
const COLUMNS = [-38, -12, -7, -7, 9, 9, 7, 7, 7, 11]

function print(...cells: (string | number)[]): void {
  const padded = cells.map((cell, index) => {
    const width = COLUMNS[index] ?? 0
    return width < 0 ? String(cell).padEnd(-width) : String(cell).padStart(width)
  })
  process.stdout.write(`${padded.join(' ').trimEnd()}\n`)
}

function numbers({ time, refused, failed, starvation }: Result, bound: number): string[] {
  return [
    seconds(time),
    seconds(bound),
    (time / bound).toFixed(4),
    `${refused}`,
    `${failed}`,
    seconds(starvation),
  ]
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1)
}

function describe({ workload, processes, otherFrom }: Scenario): string {
  return workload.name + (processes > 1 ? `, ${processes} proc.` : '') + (otherFrom ? ', other app' : '')
}

/** Runs a scenario. Processes share a Redis that each scenario finds empty, where there is one. */
async function outcomeOf(scenario: Scenario): Promise<Outcome> {
  if (scenario.processes === 1 || !hasRedis()) return play(scenario)
  const server = await startRedis()
  const redis = new Redis(server.port, '127.0.0.1')
  try {
    return await play(scenario, redisStore(redis))
  } finally {
    redis.disconnect()
    await server.stop()
  }
}

const shared = hasRedis()
  ? 'a redis-server, on the virtual clock'
  : 'the state of the Durable Object, since there is no redis-server; its script equals it (tests/pacing)'
process.stdout.write(`share 1, seed ${seed}; times in seconds; 20 to 300 ms of latency, 160 where it is steady.
Processes share ${shared}.
The other app uses half of every limit from the tenth minute on; a ratio below 1 is work at its expense.
Goal: 1.01 and no 429 for the steady token bucket, 1.05 and 0.1 % of the requests everywhere else.\n\n`)
print('work', 'referee', 'SCIM', 'latency', 'time', 'bound', 'ratio', '429s', 'failed', 'starvation')
let missed = 0
for (const scenario of scenarios(seed)) {
  const { form, dialect, latency } = scenario
  const outcome = await outcomeOf(scenario)
  if (!outcome.met) missed++
  const latencyName = latency.least === latency.most ? 'steady' : 'jitter'
  print(
    describe(scenario),
    form,
    dialect,
    latencyName,
    ...numbers(outcome, outcome.bound),
    outcome.met ? '' : 'over goal',
  )
  const isFirst = scenario.processes === 1 && dialect === '1.1' && latencyName === 'jitter'
  if (!isFirst) continue
  for (const policy of POLICIES) {
    const result = await runPolicy(policy, scenario.workload, latency, limitsOf(scenario), seed)
    print(`  ${policy}`, '', '', '', ...numbers(result, outcome.bound))
  }
}
process.stdout.write(
  `\n${missed === 0 ? 'Every goal is met' : `${missed} goals are missed`}; seed ${seed}.\n`,
)
process.exitCode = missed === 0 ? 0 : 1
