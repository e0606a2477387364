import { describe, expect, it } from 'vitest'
import { renderHtml } from '../../../src/provisioning/html/index.ts'
import { planProvisioning, renderMarkdown, renderText } from '../../../src/provisioning/index.ts'
import { account, company, group, roster, row } from '../plan/company.ts'

/** A plan that makes one group of so many members. */
function planOf(members: number, { isNew = false } = {}) {
  const keys = Array.from({ length: members }, (_, n) => `${n}`)
  const [first = ''] = keys
  return planProvisioning(
    company({
      rows: keys.map((key) => row(key)),
      accounts: keys.map((key) => account(key)),
      linked: keys,
      groups: [group('crew', keys)],
      rosters: isNew ? [] : [roster('crew', [`U${first}`])],
      linkedGroups: isNew ? [] : ['crew'],
    }),
  )
}

const RENDERERS = [
  ['text', renderText],
  ['Markdown', renderMarkdown],
  ['HTML', renderHtml],
] as const

describe.each(RENDERERS)('a plan as %s', (_name, render) => {
  it('warns of a group of more than 5,000 members', () => {
    const text = render(planOf(5001))
    expect(text).toContain('crew would have 5,001 members: Slack recommends at most 5,000')
    expect(render(planOf(5001, { isNew: true }))).toContain('crew would have 5,001 members')
    expect(render(planOf(5000))).not.toContain('Slack recommends')
  })

  it('says the id instead of the name when redacted', () => {
    const text = render(planOf(5001), { redact: true })
    expect(text).toContain('Screw would have 5,001 members')
    const created = render(planOf(5001, { isNew: true }), { redact: true })
    expect(created).toContain('A new group would have 5,001 members')
    expect(created).not.toContain('crew')
  })
})
