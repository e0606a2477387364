import { verifyPlan } from '../../src/provisioning/index.ts'
import { counted, grouped } from '../../src/provisioning/render/figures.ts'
import { plain } from '../../src/provisioning/render/plain.ts'
import { EndWith } from '../command-error.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import { readIfAllowed } from '../slack/missing-scope.ts'
import { interruptible } from '../terminal/interrupt.ts'
import { createOutput } from '../terminal/output.ts'
import { type PlanningOptions, withSession } from './session.ts'
import { readPlan } from './show.ts'

/** Options of `slack-scim verify`. */
export interface VerifyCommandOptions extends PlanningOptions {
  /** Milliseconds. */
  readonly settleTimeout?: number
  readonly detailedExitcode?: boolean
}

/** Looks whether Slack shows what a plan did. */
export async function verify(file: string, options: VerifyCommandOptions): Promise<void> {
  const output = createOutput(options)
  const plan = readPlan(file)
  await withSession(options, true, (session) =>
    interruptible(output, async (signal) => {
      const { client, facts } = await session.connect()
      const read = readIfAllowed(facts, output, 'bots are not told from people')
      const known = await read({ signal, expect: plan.organization })
      const found = await verifyPlan(client, plan, {
        journal: session.journal.store,
        facts: known && (async () => known),
        settleTimeout: options.settleTimeout,
        signal,
      })
      const { outcome, lagging, differs } = found
      await output.event({ type: 'verification', ...found })
      for (const id of differs) await output.result(`differs  ${plain(id)}\n`)
      for (const id of lagging) await output.result(`not yet  ${plain(id)}\n`)
      await output.result(
        `${grouped(plan.steps.length - differs.length - lagging.length)} of ${counted(plan.steps.length, 'step')} as planned.\n`,
      )
      if (outcome === 'lagging') throw new EndWith(EXIT_CODES.lagging)
      if (outcome === 'differs')
        throw new EndWith(options.detailedExitcode ? EXIT_CODES.changes : EXIT_CODES.partial)
    }),
  )
}
