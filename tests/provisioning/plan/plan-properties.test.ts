import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Plan, type PlanInput, planProvisioning } from '../../../src/provisioning/index.ts'
import { simulatePlan } from '../../support/plan-simulator.ts'
import { anyCompany } from './any-company.ts'

const RUNS = { numRuns: 500 }

describe('planProvisioning', () => {
  it('gives the same bytes for the same input in any order', () => {
    fc.assert(
      fc.property(anyCompany, fc.integer(), (input, seed) => {
        expect(JSON.stringify(planProvisioning(shuffled(input, seed)))).toBe(
          JSON.stringify(planProvisioning(input)),
        )
      }),
      RUNS,
    )
  })

  it('touches only accounts that are linked or matched', () => {
    fc.assert(
      fc.property(anyCompany, (input) => {
        const plan = planProvisioning(input)
        const ours = new Set(
          [...input.links.users.values(), ...plan.links.filter(({ resource }) => resource === 'user')].map(
            ({ id }) => id,
          ),
        )
        expect([...touched(plan)].filter((id) => !ours.has(id))).toEqual([])
      }),
      RUNS,
    )
  })

  it('plans steps that find what they expect, and takes no name that another account has', () => {
    fc.assert(
      fc.property(anyCompany, (input) => {
        simulatePlan(planProvisioning(input), input)
      }),
      RUNS,
    )
  })

  it('plans nothing after its plan was applied, except for people who were held', () => {
    fc.assert(
      fc.property(anyCompany, (input) => {
        const plan = planProvisioning(input)
        const again = planProvisioning({ ...input, ...simulatePlan(plan, input) })
        const held = new Set(plan.held.map(({ key }) => key))
        expect(again.steps.filter(({ key, kind }) => !held.has(key) && !isOfMembers(kind))).toEqual([])
        if (held.size === 0) expect(again.steps).toEqual([])
      }),
      RUNS,
    )
  })

  it('comes to an end', () => {
    fc.assert(
      fc.property(anyCompany, (input) => {
        let state = input
        for (let round = 0; round < 6; round++) {
          const plan = planProvisioning(state)
          if (plan.steps.length === 0) return
          state = { ...state, ...simulatePlan(plan, state) }
        }
        expect(planProvisioning(state).steps).toEqual([])
      }),
      RUNS,
    )
  })
})

function isOfMembers(kind: string): boolean {
  return kind === 'addMembers' || kind === 'removeMembers' || kind === 'createGroup'
}

function touched({ steps }: Plan): Set<string> {
  const ids = steps.flatMap((step) => {
    if (step.kind === 'removeMembers' || step.kind === 'addMembers' || step.kind === 'createGroup')
      return step.members
    return step.kind !== 'renameGroup' && 'target' in step ? [step.target] : []
  })
  return new Set(ids.filter((id) => typeof id === 'string'))
}

function shuffled(input: PlanInput, seed: number): PlanInput {
  const { desired, snapshot, links } = input
  return {
    ...input,
    desired: {
      ...desired,
      users: mixed(desired.users, seed),
      groups: mixed(
        new Map(
          [...desired.groups].map(([key, one]) => [
            key,
            { ...one, members: [...mixed(new Map(one.members.map((id) => [id, id])), seed).keys()] },
          ]),
        ),
        seed,
      ),
    },
    snapshot: {
      ...snapshot,
      users: mixed(snapshot.users, seed),
      groups: mixed(
        new Map(
          [...snapshot.groups].map(([key, one]) => [
            key,
            { ...one, members: new Set([...one.members].reverse()) },
          ]),
        ),
        seed,
      ),
    },
    links: { ...links, users: mixed(links.users, seed), groups: mixed(links.groups, seed) },
  }
}

function mixed<T>(map: ReadonlyMap<string, T>, seed: number): Map<string, T> {
  const rank = (text: string): number => {
    let hash = seed
    for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 16_777_619)
    return hash
  }
  return new Map([...map].sort(([one], [other]) => rank(one) - rank(other)))
}
