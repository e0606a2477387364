import { describe, expect, it } from 'vitest'
import { parseFilter } from '../../../src/filter/index.ts'
import { matchPeople } from '../../../src/provisioning/index.ts'
import { account, desiredOf, link, linksOf, person, snapshotOf } from '../support/states.ts'

describe('the accounts that no person has', () => {
  const scope = parseFilter('email ew "@acme.test"')
  const snapshot = snapshotOf([
    account('U1', { email: 'ada@acme.test' }),
    account('U2', { email: 'bo@acme.test' }),
    account('U3', { email: 'out@other.test' }),
    account('U4', { email: 'guest@acme.test' }, { kind: 'guest' }),
    account('U5', { email: 'bot@acme.test' }, { kind: 'bot' }),
    account('U6', { email: 'linked@other.test' }),
    account('U7', { email: 'former@other.test' }),
  ])
  const links = linksOf({ 6: link('U6'), 7: link('U7', {}, 'contractors') })

  it('are absent if linked to the source or in its scope, else unmanaged', () => {
    const { absent, unmanaged } = matchPeople({
      desired: desiredOf([person('1', { email: 'ada@acme.test' })], { scope }),
      snapshot,
      links,
    })
    expect(absent).toEqual([
      { id: 'U2', source: 'hr' },
      { id: 'U6', source: 'hr', key: '6' },
    ])
    expect([...unmanaged]).toEqual(['U3', 'U4', 'U5', 'U7'])
  })

  it('are not absent if a source was not read to its end', () => {
    const desired = desiredOf([person('1', { email: 'ada@acme.test' })], { scope, complete: false })
    expect(matchPeople({ desired, snapshot, links }).absent).toEqual([])
  })
})
