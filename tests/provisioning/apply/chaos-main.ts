import { parseArgs } from 'node:util'
import { provisioningChaos } from './chaos.ts'

// `npm run test:chaos:provisioning [-- --seed N] [--steps N]`: ten seeds, or the one that is to be replayed.

const { values } = parseArgs({ options: { seed: { type: 'string' }, steps: { type: 'string' } } })
const steps = Number(values.steps ?? 2000)
const seeds = values.seed === undefined ? Array.from({ length: 10 }, (_, i) => i + 1) : [Number(values.seed)]
for (const seed of seeds) {
  const report = await provisioningChaos({ seed, steps })
  console.log(`seed ${seed}: ${report.steps} steps, ${report.rounds} rounds, ${report.requests} requests`)
  if (report.problems.length === 0) continue
  console.log(`  ${report.problems.join('\n  ')}`)
  console.log(`replay it with: npm run test:chaos:provisioning -- --seed ${seed} --steps ${steps}`)
  process.exitCode = 1
}
