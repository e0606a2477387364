import { expect, it } from 'vitest'
import { renderHtml } from '../../../src/provisioning/html/html.ts'
import type { Plan } from '../../../src/provisioning/plan/plan.ts'
import { renderMarkdown } from '../../../src/provisioning/render/markdown.ts'
import { renderText } from '../../../src/provisioning/render/text.ts'
import { everyKindOfPlan, largePlan } from '../../support/plans.ts'

const RENDERINGS: Readonly<Record<string, (plan: Plan) => string>> = {
  renderText: (plan) => renderText(plan, { all: true, width: 40 }),
  renderMarkdown: (plan) => renderMarkdown(plan),
  renderHtml: (plan) => renderHtml(plan),
}

/** The least CPU time of some runs, in microseconds: other processes take none of it. */
function fastest(work: () => unknown): number {
  const times = Array.from({ length: 3 }, () => {
    const start = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(start)
    return user + system
  })
  return Math.max(1000, Math.min(...times))
}

/** For 16 times as much: 16 for a linear function, 256 for a quadratic one. */
const MAX_RATIO = 128

it.each(Object.entries(RENDERINGS))('takes at most linear time in %s for more steps', (_name, render) => {
  const [few, many] = [largePlan(500), largePlan(8000)]
  render(few)
  const ratio = fastest(() => render(many)) / fastest(() => render(few))
  expect(ratio).toBeLessThan(MAX_RATIO)
})

it.each(Object.entries(RENDERINGS))('takes at most linear time in %s for longer names', (_name, render) => {
  const planOfLength = (length: number): Plan => {
    const name = 'é山 x'.repeat(length / 4)
    return everyKindOfPlan({ name, value: name, note: name, origin: name, key: name })
  }
  const [short, long] = [planOfLength(500), planOfLength(8000)]
  render(short)
  const ratio = fastest(() => render(long)) / fastest(() => render(short))
  expect(ratio).toBeLessThan(MAX_RATIO)
})
