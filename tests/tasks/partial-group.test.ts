import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Seed, slackWorlds } from '../../mocks/index.ts'
import { SCIMApiError } from '../../src/index.ts'
import { openPlace, VERSIONS } from '../support/worlds.ts'

const seed: Seed = {
  users: ['a', 'b', 'c', 'd', 'e'].map((userName) => ({ userName })),
  groups: [{ displayName: 'team', members: ['a', 'b', 'c'] }],
}

describe('the same partial group', () => {
  const partial = fc.record(
    {
      displayName: fc.constantFrom('team', 'crew', 'a'),
      members: fc.array(
        fc.record(
          {
            value: fc.constantFrom('a', 'b', 'c', 'd', 'nobody'),
            operation: fc.constantFrom('delete', 'Delete', 'add'),
            display: fc.constant('x'),
          },
          { requiredKeys: ['value'] },
        ),
        { minLength: 1, maxLength: 4 },
      ),
    },
    { requiredKeys: [] },
  )

  it('ends in the same state on both dialects, in every world', async () => {
    await fc.assert(
      fc.asyncProperty(
        partial.filter((given) => Object.keys(given).length > 0),
        fc.constantFrom(...slackWorlds()),
        async ({ members: listed, ...rest }, world) => {
          const outcomes = []
          for (const version of VERSIONS) {
            const place = openPlace(version, { seed, world })
            const body = {
              ...rest,
              ...(listed && {
                members: listed.map((member) => ({ ...member, value: place.id(member.value) })),
              }),
            }
            const refused = await place.scim
              .patchGroup(place.emulator.state.group('team')?.id ?? '', body)
              .then(
                () => false,
                (error: unknown) => {
                  if (error instanceof SCIMApiError) return true
                  throw error
                },
              )
            outcomes.push({ refused, groups: refused ? [] : place.emulator.state.groups })
          }
          expect(outcomes[1]).toEqual(outcomes[0])
        },
      ),
      { numRuns: 400, seed: 11 },
    )
  })
})
