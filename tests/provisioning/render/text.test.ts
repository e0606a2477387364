import pc from 'picocolors'
import { describe, expect, it } from 'vitest'
import type { Step } from '../../../src/provisioning/plan/step.ts'
import { columnsOf } from '../../../src/provisioning/render/columns.ts'
import { renderText } from '../../../src/provisioning/render/text.ts'
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
const TEXTS = { name: 'jo', value: 'v', note: 'why', origin: 'p.csv:1', key: 'k1' }
const WIDE = {
  name: '山田太郎 👩‍👩‍👧',
  value: '部長'.repeat(30),
  note: '退職'.repeat(40),
  origin: '人.csv:1',
  key: '鍵',
}

describe('renderText', () => {
  it('renders the sample plan', () => {
    expect(renderText(samplePlan(), OPTIONS)).toBe(`\
Plan for E0EMULATOR, 29 Nov 2026 12:00 UTC, from hr (1,204 rows, 3 h old)

Deactivate 2                                                                cannot be undone in full
  - U0G9QF9C6  jo park   jo@acme.test   people.csv:88   left 2026-11-28; in 3 groups
  - U0H11AA2B  lee wong  lee@acme.test  people.csv:412  left 2026-11-28

Create 1                                                                an account cannot be deleted
  + mia.ito  Mia Ito  mia@acme.test  people.csv:1201

Change 2
  ~ U024BE7LH  ada berg → ada lind  people.csv:7
        familyName  Berg → Lind
        email       ada.berg@acme.test → ada.lind@acme.test
  ~ U0Q81KX0P  kim sol              people.csv:33
        title  Engineer → Senior Engineer

Groups 1
  ~ S0614TZR7  engineers  groups.csv:2  +2 −1 (142 → 143)

Held 1                                                                      nothing is done for them
  ! U024BE7LK Bo Chen: reused: number 1042 was Ada Berg (U024BE7LK), people.csv:90 says Bo Chen.
    (people.csv:90)
    Fix: slack-scim adopt --key 1042 --new

Changed by others 1
  · U0Q81KX0P kim sol: displayName: not as last written, Slack has "kimmy" (left)

7 steps, 20 requests at least, about 15 s.  deactivate 2 of 10 allowed in 24 h (0 done).
Digest ${DIGEST}
Apply: slack-scim apply --expect ${DIGEST}
`)
  })

  it('names the refusals and what lifts them, and no command that would be refused', () => {
    const text = renderText(samplePlan(), { ...OPTIONS, violations: [REFUSAL] })
    expect(text).toContain(`Refused 1\n  ! ${REFUSAL.message}\n    Lift: --allow deactivate=12\n`)
    expect(text).not.toContain('Apply:')
  })

  it.each([
    ['slack-scim apply plan.json', 'Apply: slack-scim apply plan.json\n'],
    ['a\n\u001b[31mb', 'Apply: a\\u{a}\\u{1b}[31mb\n'],
  ])('shows the command %j in one harmless line', (command, line) => {
    expect(renderText(samplePlan(), { ...OPTIONS, command })).toContain(line)
  })

  it('shows no command where the empty text is given', () => {
    expect(renderText(samplePlan(), { ...OPTIONS, command: '' })).not.toContain('Apply:')
  })

  it('says that there is nothing to do', () => {
    expect(renderText(planOf(), { digest: DIGEST })).toBe(`\
Plan for E0EMULATOR, 29 Nov 2026 12:00 UTC, from hr (1,204 rows, 3 h old)

Nothing to do: Slack has what the sources say.
`)
  })

  it('warns of a source and a snapshot that were not read to their end', () => {
    const source = { name: 'hr', rows: 3, complete: false, takenAt: '2026-11-29T12:00:00Z' }
    const snapshot = { takenAt: '2026-11-29T12:00:00Z', complete: false }
    const text = renderText(planOf({ sources: [source], snapshot }))
    expect(text).toContain('! Source hr was not read to its end')
    expect(text).toContain('! Slack was not read to its end')
  })

  it.each([40, 80, 100])(
    'keeps every line within %i columns, but for the digest and the command',
    (width) => {
      for (const plan of [samplePlan(), everyKindOfPlan(TEXTS), everyKindOfPlan(WIDE)]) {
        const lines = renderText(plan, { ...OPTIONS, width, violations: [REFUSAL] }).split('\n')
        const long = lines.filter((line) => columnsOf(line) > width && !line.includes(DIGEST))
        expect(long).toEqual([])
      }
    },
  )

  it('aligns columns after wide characters', () => {
    const [jo] = samplePlan().steps.filter(({ kind }) => kind === 'deactivate')
    const steps = [jo, { ...jo, who: '山田 👩‍👩‍👧' }] as Step[]
    const lines = renderText(planOf({ steps }))
      .split('\n')
      .filter((line) => line.startsWith('  -'))
    const [one, other] = lines.map((line) => columnsOf(line.slice(0, line.indexOf('jo@acme.test'))))
    expect(one).toBe(other)
  })

  it('folds more than 20 rows of a kind, and shows them with all', () => {
    const folded = renderText(largePlan(400))
    expect(folded).toContain('\n    … 380 more, --all\n')
    expect(folded.match(/^ {2}~/gm)).toHaveLength(20)
    expect(renderText(largePlan(400), { all: true }).match(/^ {2}~/gm)).toHaveLength(400)
    expect(renderText(largePlan(20))).not.toContain('more')
  })

  it('never folds deactivations', () => {
    const [jo] = samplePlan().steps.filter(({ kind }) => kind === 'deactivate')
    const steps = Array.from({ length: 50 }, (_, index) => ({ ...jo, target: `U${index}` }) as Step)
    expect(renderText(planOf({ steps })).match(/^ {2}- /gm)).toHaveLength(50)
  })

  it.each([['true', true] as const, ['a palette', pc.createColors(true)] as const])(
    'changes nothing but colours with colour: %s',
    (_name, colour) => {
      const coloured = renderText(samplePlan(), { ...OPTIONS, colour })
      expect(coloured).toContain('\u001b[31m')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: ANSI escapes
      expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(renderText(samplePlan(), OPTIONS))
    },
  )

  it('adds up the steps of one group', () => {
    const text = renderText(everyKindOfPlan(TEXTS))
    expect(text).toContain('+ k1  jo  p.csv:1  new, 3 members; why')
    expect(text).toContain('~ S1  jo  p.csv:1  −2 (2 → 0); why\n        name  v → jo')
  })

  it('rejects a width and a digest that are none', () => {
    expect(() => renderText(planOf(), { width: 19 })).toThrow(/^renderText: width: /)
    expect(() => renderText(planOf(), { digest: 'x; rm -rf ~' })).toThrow(/^renderText: digest: /)
  })
})
