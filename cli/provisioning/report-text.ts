import type { ApplyReport, Plan } from '../../src/provisioning/index.ts'
import { counted, duration, grouped } from '../../src/provisioning/render/figures.ts'
import { plain } from '../../src/provisioning/render/plain.ts'

const OUTCOMES: Readonly<Record<ApplyReport['outcome'], string>> = {
  equal: 'Applied, and Slack shows all of it.',
  lagging: 'Applied, but Slack does not show all of it yet: run `slack-scim verify` later.',
  differs: 'Applied, but Slack has something else than was written.',
  partial: 'Applied in part.',
  stopped: 'Stopped.',
}

/** Says what a run did, for people. */
export function reportText(report: ApplyReport, plan: Plan): string {
  const { outcome, stopped, counts, failures, held, dropped, requests, verification } = report
  const names = new Map(plan.steps.map(({ id, who }) => [id, who]))
  const line = (step: string, what: string): string =>
    `  ! ${plain(`${step}  ${names.get(step) ?? ''}: ${what}`)}`
  const kinds = Object.entries(counts).map(([kind, count]) => `  ${kind.padEnd(13)} ${countsText(count)}`)
  const seconds = (Date.parse(report.endedAt) - Date.parse(report.startedAt)) / 1000
  // The minimum counts the verification, which a stopped run does without.
  const least = stopped ? '' : ` (at least ${grouped(requests.minimum)})`
  const lines = [
    stopped
      ? `Stopped: ${plain(stopped.reason)}${stopped.step ? ` (${plain(stopped.step)})` : ''}.`
      : OUTCOMES[outcome],
    ...kinds,
    ...failures.map(({ step, reason, attribute, applied }) => {
      const blamed = attribute === undefined ? reason : `${attribute}: ${reason}`
      return line(step, applied === 'unknown' ? `${blamed}; it may have taken effect` : blamed)
    }),
    ...dropped.map(({ step, attribute, reason }) => line(step, `without ${attribute}: ${reason}`)),
    ...held.map(({ step, code }) => line(step, HELD[code] ?? code)),
    ...(verification?.lagging ?? []).map((step) => line(step, 'not shown yet')),
    ...(verification?.differs ?? []).map((step) => line(step, 'Slack has something else')),
    `Run ${plain(report.run)}: ${counted(requests.sent, 'request')}${least}, ${duration(seconds)}.`,
  ]
  return `${lines.join('\n')}\n`
}

/** Why a step was left out. */
const HELD: Readonly<Record<string, string>> = {
  changed: 'left out: it has changed since the plan',
  depends: 'left out: what it needs was not done',
  asked: 'left out',
}

function countsText({
  planned,
  done,
  already,
  failed,
  held,
}: NonNullable<ApplyReport['counts']['deactivate']>): string {
  const others = Object.entries({ 'there already': already, failed, 'left out': held })
  const parts = others.filter(([, count]) => count > 0).map(([name, count]) => `, ${grouped(count)} ${name}`)
  return `${grouped(done)} of ${grouped(planned)} done${parts.join('')}`
}
