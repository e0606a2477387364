import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Step } from '../../../src/provisioning/plan/step.ts'
import { renderMarkdown } from '../../../src/provisioning/render/markdown.ts'
import {
  DIGEST,
  ESTIMATE,
  everyKindOfPlan,
  LIMITS,
  largePlan,
  planOf,
  REFUSAL,
  samplePlan,
} from '../../support/plans.ts'

const OPTIONS = { digest: DIGEST, estimate: ESTIMATE, limits: LIMITS }
const MAX_LENGTH = 60_000

describe('renderMarkdown', () => {
  it('renders the sample plan', async () => {
    await expect(renderMarkdown(samplePlan(), OPTIONS)).toMatchFileSnapshot('sample.md')
  })

  it('renders the sample plan redacted', async () => {
    await expect(renderMarkdown(samplePlan(), { ...OPTIONS, redact: true })).toMatchFileSnapshot(
      'sample-redacted.md',
    )
  })

  it('opens deactivations and folds the rest', () => {
    const text = renderMarkdown(samplePlan(), OPTIONS)
    expect(text.indexOf('#### Deactivate 2')).toBeLessThan(text.indexOf('<details>'))
    expect(text.match(/<details>/g)).toHaveLength(5)
    expect(text.match(/\n<\/details>\n/g)).toHaveLength(5)
  })

  it('quotes refusals, and gives no command that would be refused', () => {
    const text = renderMarkdown(samplePlan(), { ...OPTIONS, violations: [REFUSAL] })
    expect(text).toContain(`> **Refused** \`${REFUSAL.message}\` Lift: \`--allow deactivate=12\``)
    expect(text).not.toContain('slack-scim apply')
  })

  it('keeps totals, digest and command of a plan that is cut', () => {
    const text = renderMarkdown(largePlan(10_000), OPTIONS)
    expect(text.length).toBeLessThanOrEqual(MAX_LENGTH)
    expect(text).toContain('| `~` Change | 10,000 |')
    expect(text).toMatch(/\n… 9,\d{3} more\n\n<\/details>/)
    expect(text).toContain(`Digest \`${DIGEST}\``)
    expect(text).toContain(`slack-scim apply --expect ${DIGEST}`)
  })

  it('gives each kind its share of the room', () => {
    const { held, drift } = samplePlan()
    const many = Array.from({ length: 500 }, () => held).flat()
    const text = renderMarkdown({ ...largePlan(5000), held: many, drift }, OPTIONS)
    for (const code of ['Senior Engineer', 'reused', 'displayName']) expect(text).toContain(code)
  })

  it('never exceeds 60,000 characters, however long the texts are', () => {
    const long = fc.string({ unit: fc.constantFrom('`', '|', '\\', '<', '\u202e', 'x'), maxLength: 20_000 })
    const count = fc.integer({ min: 1, max: 60 })
    fc.assert(
      fc.property(long, count, (text, times) => {
        const plan = everyKindOfPlan({ name: text, value: text, note: text, origin: text, key: text })
        const repeated = <T>(values: readonly T[]): T[] => Array.from({ length: times }, () => values).flat()
        const [source] = planOf().sources
        const sources = source ? repeated([{ ...source, name: text, complete: false }]) : []
        const whole = {
          ...plan,
          organization: text,
          asOf: text,
          sources,
          steps: repeated(plan.steps as Step[]),
        }
        const violations = repeated([{ ...REFUSAL, message: text, lift: text }])
        const comment = renderMarkdown(whole, { ...OPTIONS, violations })
        expect(comment.length).toBeLessThanOrEqual(MAX_LENGTH)
        expect(comment).toContain(DIGEST)
      }),
      { numRuns: 30 },
    )
  })
})
