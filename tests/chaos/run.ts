import { slackWorlds } from '../../mocks/index.ts'
import { episode } from './episode.ts'
import { TRAFFIC } from './place.ts'
import { Report } from './report.ts'

/** How much is to happen. */
export interface RunOptions {
  /** Each one is a run of its own. */
  readonly seeds: readonly number[]
  /** Acts for each seed, spread over both dialects and every plausible Slack. */
  readonly acts: number
  /** Whether anything goes wrong; default true. */
  readonly faulty?: boolean
  /** The name of the only Slack to run; the acts in it are those of a whole run. Default: all of them. */
  readonly world?: string | undefined
  /** Told of each seed that is done. */
  readonly onSeed?: (report: Report) => void
}

/** Does acts by turns in every plausible Slack, over both dialects; the same seeds give the same report. */
export async function runChaos({ seeds, acts, faulty = true, world, onSeed }: RunOptions): Promise<Report> {
  const report = new Report()
  const places = slackWorlds().flatMap((one) =>
    (['1.1', '2.0'] as const).map((version) => ({ world: one, version })),
  )
  for (const seed of seeds) {
    report.seed = seed
    for (const [index, place] of places.entries()) {
      if (world !== undefined && place.world.name !== world) continue
      const share =
        Math.ceil((acts * (index + 1)) / places.length) - Math.ceil((acts * index) / places.length)
      const traffic = TRAFFIC[(index + seed) % TRAFFIC.length] ?? 'unlimited'
      await episode({ ...place, traffic, seed: seed * 1000 + index, faulty }, share, report)
    }
    onSeed?.(report)
  }
  return report
}
