import { parseArgs } from 'node:util'
import { OPERATIONS } from './operations.ts'
import { runFuzz } from './run.ts'

// `npm run test:fuzz [-- --operation NAME] [--answers N] [--seed N]`: 20,000 hostile answers to each operation.

const { values } = parseArgs({
  options: { operation: { type: 'string' }, answers: { type: 'string' }, seed: { type: 'string' } },
})
const names = values.operation === undefined ? Object.keys(OPERATIONS) : [values.operation]
const answers = Number(values.answers ?? 20_000)
const seed = values.seed === undefined ? undefined : Number(values.seed)
let failed = 0
for (const operation of names) {
  const start = performance.now()
  try {
    await runFuzz({ operation, answers, ...(seed !== undefined && { seed }) })
    console.log(`${operation}: ${answers} answers in ${((performance.now() - start) / 1000).toFixed(1)} s`)
  } catch (error) {
    failed++
    console.error(`${operation}: ${(error as Error).message}`)
  }
}
process.exitCode = failed > 0 ? 1 : 0
