import type { ApplyReport } from '../../src/provisioning/index.ts'
import { counted } from '../../src/provisioning/render/figures.ts'
import { plain } from '../../src/provisioning/render/plain.ts'
import type { Output } from '../terminal/output.ts'
import { rowOf } from '../terminal/rows.ts'

const WIDTHS = [14, 8, 8, 8, 8, 8]

/** What each outcome means. */
const OUTCOMES: Readonly<Record<ApplyReport['outcome'], string>> = {
  equal: 'Done: Slack shows every step.',
  lagging: 'Done, but Slack does not show all of it yet: run slack-scim verify later.',
  differs: 'Slack shows something else than was written: plan again.',
  partial: 'Done in part: some steps failed or were held. Plan again.',
  stopped: 'Stopped: apply the same plan again to go on.',
}

/** Shows what a run did. */
export async function showReport(report: ApplyReport, output: Output): Promise<void> {
  const { run, outcome, counts, requests, failures, held, dropped, stopped } = report
  await output.event({ type: 'report', report })
  const rows = Object.entries(counts).map(([kind, { planned, done, already, failed, held: left }]) =>
    rowOf([kind, ...[planned, done, already, failed, left].map(String)], WIDTHS),
  )
  const head = ['step', 'planned', 'done', 'already', 'failed', 'held']
  if (rows.length > 0) await output.result(rowOf(head, WIDTHS) + rows.join(''))
  for (const { step, reason, attribute } of failures)
    await output.result(
      `failed  ${plain(`${step}: ${attribute === undefined ? '' : `${attribute}: `}${reason}`)}\n`,
    )
  for (const { step, code } of held) await output.result(`held  ${plain(`${step}: ${code}`)}\n`)
  for (const { step, attribute, reason } of dropped)
    await output.result(`left out  ${plain(`${step}: ${attribute}: ${reason}`)}\n`)
  if (stopped) await output.result(`stopped  ${plain(stopped.reason)}\n`)
  const cost = `${counted(requests.sent, 'request')}, at least ${requests.minimum} were needed`
  await output.result(`${OUTCOMES[outcome]}\nRun ${run}: ${cost}.\n`)
}
