import { parseArgs } from 'node:util'
import { slackWorlds } from '../../mocks/index.ts'
import { runChaos } from './run.ts'

// `npm run test:chaos [-- --seed N] [--acts N] [--world NAME] [--calm]`: ten seeds, or the one that is to be replayed.

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    acts: { type: 'string' },
    world: { type: 'string' },
    calm: { type: 'boolean', default: false },
  },
})
const seeds =
  values.seed === undefined
    ? Array.from({ length: 10 }, (_, index) => index + 1)
    : [whole('seed', values.seed)]
const acts = whole('acts', values.acts ?? '20000')
if (values.world !== undefined && !slackWorlds().some(({ name }) => name === values.world))
  throw new Error(`--world takes the name of a world, not ${values.world}`)

function whole(name: string, text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 1)
    throw new Error(`--${name} takes a whole number from 1, not ${text}`)
  return number
}

const start = performance.now()
const report = await runChaos({
  seeds,
  acts,
  faulty: !values.calm,
  world: values.world,
  onSeed: ({ seed, failures }) => console.log(`seed ${seed}: ${failures.length} failures so far`),
})
for (const { seed, where, act, problems } of report.failures.slice(0, 20)) {
  console.log(`\nseed ${seed}, SCIM ${where}: ${act}\n  ${problems.join('\n  ')}`)
}
console.log(`\n${report.table}\n`)
const seconds = ((performance.now() - start) / 1000).toFixed(1)
const faults = (report.faultRate * 100).toFixed(1)
console.log(
  `${report.acts} acts, ${report.requests} requests, ${faults} % of them with a fault, ${seconds} s`,
)
console.log(`seeds ${seeds.join(', ')}: ${report.failures.length} failures`)
if (report.failures.length > 0) {
  const { seed, where = '' } = report.failures[0] ?? {}
  const world = where.replace(/^[\d.]+, /, '')
  console.log(`replay one with: npm run test:chaos -- --seed ${seed} --acts ${acts} --world '${world}'`)
  process.exitCode = 1
}
