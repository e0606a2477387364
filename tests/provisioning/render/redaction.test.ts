import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderHtml } from '../../../src/provisioning/html/html.ts'
import type { Plan } from '../../../src/provisioning/plan/plan.ts'
import { planProvisioning } from '../../../src/provisioning/plan/plan-provisioning.ts'
import { renderMarkdown } from '../../../src/provisioning/render/markdown.ts'
import type { RenderOptions } from '../../../src/provisioning/render/render-options.ts'
import { renderText } from '../../../src/provisioning/render/text.ts'
import { DIGEST, everyKindOfPlan, LIMITS, REFUSAL } from '../../support/plans.ts'
import { anyCompany } from '../plan/any-company.ts'

const RENDERINGS: Readonly<Record<string, (plan: Plan, options: RenderOptions) => string>> = {
  renderText: (plan, options) => renderText(plan, { ...options, all: true }),
  renderMarkdown,
  renderHtml,
}

/** A text that no rendering has of its own, so that any trace of it is a leak. */
const personal = fc.string({ minLength: 12, maxLength: 40, unit: fc.constantFrom(...'ŁßØÞðæŋ') })
const texts = fc.record({ name: personal, value: personal, note: personal, origin: personal, key: personal })

describe.each(Object.entries(RENDERINGS))('%s with redact', (_name, render) => {
  it('shows no text of a person, a source or a message', () => {
    fc.assert(
      fc.property(texts, (values) => {
        const violations = [{ ...REFUSAL, message: values.note, lift: `--protect ${values.value}` }]
        const redacted = render(everyKindOfPlan(values), {
          redact: true,
          violations,
          limits: LIMITS,
          digest: DIGEST,
        })
        for (const value of Object.values(values)) expect(redacted).not.toContain(value)
        expect(redacted).not.toMatch(/[ŁßØÞðæŋ]/)
      }),
    )
  })

  it('shows no address and no userName of a plan that was made', () => {
    fc.assert(
      fc.property(anyCompany, (input) => {
        const plan = planProvisioning(input)
        const redacted = render(plan, { redact: true })
        expect(redacted).not.toMatch(/@acme\.test|user\d/)
        const targets = plan.steps.flatMap((step) =>
          'from' in step && typeof step.target === 'string' ? step.target : [],
        )
        for (const target of targets.slice(0, 3)) expect(redacted).toContain(target)
      }),
      { numRuns: 50 },
    )
  })

  it('shows the ids, the attributes and the number that lifts a refusal', () => {
    const values = { name: 'n', value: 'v', note: 'w', origin: 'o', key: 'k' }
    const redacted = render(everyKindOfPlan(values), { redact: true, violations: [REFUSAL] })
    for (const text of ['U1', 'U11', 'S1', 'title', 'phone', '--allow deactivate=12', 'disputed'])
      expect(redacted).toContain(text)
    expect(redacted).not.toContain('jo park')
  })

  it('shows every text without redact', () => {
    const values = { name: 'ŁName', value: 'ŁValue', note: 'ŁNote', origin: 'ŁOrigin', key: 'ŁKey' }
    const whole = render(everyKindOfPlan(values), {})
    for (const value of Object.values(values)) expect(whole).toContain(value)
  })
})
