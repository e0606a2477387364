import { chain } from './chain.ts'
import { emulator } from './emulator.ts'
import { filters } from './filters.ts'
import { pacing } from './pacing.ts'
import { patches } from './patches.ts'
import { size } from './size.ts'
import { walk } from './walk.ts'

// `npm run bench [filters|patches|chain|pacing|emulator|size|walk]`: figures of this machine now; the ratios are what counts.

const parts = { filters, patches, chain, pacing, emulator, size, walk }
const asked = process.argv.slice(2)
const unknown = asked.find((name) => !Object.hasOwn(parts, name))
if (unknown) {
  console.error(`There is no bench '${unknown}'; there are ${Object.keys(parts).join(', ')}.`)
  process.exitCode = 1
} else {
  console.log(`Node ${process.versions.node}, ${process.platform} ${process.arch}`)
  for (const [name, run] of Object.entries(parts)) {
    if (asked.length === 0 || asked.includes(name)) console.log(`\n${await run()}`)
  }
}
