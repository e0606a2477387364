import { matchPeople } from '../../src/provisioning/index.ts'
import { counted } from '../../src/provisioning/render/figures.ts'
import { plain } from '../../src/provisioning/render/plain.ts'
import { EndWith } from '../command-error.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import { interruptible } from '../terminal/interrupt.ts'
import { createOutput } from '../terminal/output.ts'
import { rowOf } from '../terminal/rows.ts'
import { makePlan } from './make-plan.ts'
import { readPlannedSources } from './read-sources.ts'
import { type PlanningOptions, planningOf, withSession } from './session.ts'

/** Options of `slack-scim audit`. */
export interface AuditOptions extends PlanningOptions {
  readonly detailedExitcode?: boolean
}

const WIDTHS = [13, 18, 28]

/** Shows who is held, absent or changed outside of runs, and how many accounts no source has. */
export async function audit(options: AuditOptions): Promise<void> {
  const output = createOutput(options)
  await withSession(options, true, (session) =>
    interruptible(output, async (signal) => {
      const now = new Date()
      const desired = await readPlannedSources(session, { now, output, signal })
      const planning = await planningOf(session, options, now)
      const { plan, snapshot } = await makePlan({ ...planning, desired, output, signal })
      const { links } = planning.state
      const { unmanaged } = matchPeople({ desired, snapshot, links, policy: session.policy })
      for (const held of plan.held) {
        await output.event({ type: 'held', ...held })
        const { target = '', key = '', code, who, why } = held
        await output.result(rowOf([target || key, code, who, why], WIDTHS))
      }
      for (const drift of plan.drift) {
        await output.event({ type: 'drift', ...drift })
        const now = drift.now === undefined ? 'Slack has nothing' : `Slack has ${plain(drift.now)}`
        await output.result(
          rowOf([drift.target, 'changed elsewhere', drift.who, `${drift.attribute}: ${now}`], WIDTHS),
        )
      }
      const found = plan.held.length + plan.drift.length
      const counts = { held: plan.held.length, drift: plan.drift.length, unmanaged: unmanaged.size }
      await output.event({ type: 'audit', ...counts, steps: plan.steps.length })
      await output.result(
        `${counted(counts.held, 'row')} held, ${counted(counts.drift, 'value')} changed elsewhere, ${counted(unmanaged.size, 'account')} not managed; a plan has ${counted(plan.steps.length, 'step')}.\n`,
      )
      if (options.detailedExitcode && found > 0) throw new EndWith(EXIT_CODES.changes)
    }),
  )
}
