import { CONTENDERS } from './contenders.ts'
import { runWork, type Sample, WORKS, type WorkName } from './works.ts'

// A process of one contender: does the work that its parent names, and answers what it took.

/** One piece of work for a contender. */
export interface Order {
  readonly work: WorkName
  readonly sample: Sample
}

/** What a piece of work took, by unit of work. */
export interface Taken {
  /** Microseconds by the wall clock. */
  readonly wall: number
  /** Microseconds of the processor, in this process. */
  readonly cpu: number
}

/** The answer to an order, or that the contender is ready. */
export type Answer = { readonly taken: Taken } | { readonly error: string } | { readonly ready: true }

const [name = '', base = ''] = process.argv.slice(2)
const make = CONTENDERS[name]
if (!make) throw new Error(`no contender '${name}'`)
const client = await make(base)

async function take({ work, sample }: Order): Promise<Taken> {
  const begun = process.cpuUsage()
  const started = performance.now()
  const units = await runWork(WORKS[work], client, sample)
  const wall = performance.now() - started
  const { user, system } = process.cpuUsage(begun)
  return { wall: (wall * 1000) / units, cpu: (user + system) / units }
}

const answer = (message: Answer): void => void process.send?.(message)
process.on('message', (order: Order) => {
  take(order).then(
    (taken) => answer({ taken }),
    (error: unknown) => answer({ error: String(error) }),
  )
})
process.on('disconnect', () => process.exit())
answer({ ready: true })
