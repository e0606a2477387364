import { isDeepStrictEqual } from 'node:util'
import { type ScimPatchOperation, type ScimResource, scimPatch } from 'scim-patch'
import { applyPatch } from '../src/patch/index.ts'
import { assigned } from '../tests/patch/assigned.ts'
import { measure } from './measure.ts'
import { goal, measuredTable, table } from './table.ts'
import { type PatchCase, vectors } from './vectors.ts'

/** `slack-scim/patch` beside scim-patch: speed on what both can do, and what either gets wrong. */
export async function patches(): Promise<string> {
  const { patches: cases } = vectors()
  const both = cases.filter((one) => one.after && !verdict(one, ours) && !verdict(one, theirs))
  let copies: object[] = []
  const measured = await measure(
    [
      { name: 'scim-patch, the resource is kept', run: () => both.map(theirs) },
      {
        name: 'scim-patch, in place on a copy that is not counted',
        prepare: () => {
          copies = both.map(({ before }) => structuredClone(before))
        },
        run: () => both.map((one, index) => theirsInPlace(one, copies[index] ?? {})),
      },
      { name: 'slack-scim/patch, the resource is kept', run: () => both.map(ours) },
    ],
    { batch: both.length },
  )
  const wrong = cases.flatMap((one) => {
    const [our, their] = [verdict(one, ours), verdict(one, theirs)]
    return our || their ? [[one.id, one.source, our || 'right', their || 'right']] : []
  })
  const count = (column: number): number => wrong.filter((row) => row[column] !== 'right').length
  const sizes = [1000, 4000, 16_000]
  const growing = await measure(
    sizes.map((size) => {
      const resource = { members: Array.from({ length: size }, (_, index) => ({ value: `U${index}` })) }
      const patch = { Operations: [{ op: 'add', path: 'members', value: resource.members }] }
      return { name: `${size} members`, run: () => applyPatch(resource, patch) }
    }),
    { batch: 1 },
  )
  return [
    `Patches: ${both.length} that both get right, of ${cases.length} cases of 2.0 with one right answer`,
    measuredTable('apply one patch', measured),
    goal('at least as fast, the resource being kept', (measured[2]?.ratio ?? 2) <= 1),
    measuredTable('add members that are there already', growing),
    goal('linear: 16 times as many take at most 32 times as long', (growing[2]?.ratio ?? 99) <= 32),
    table([['case', 'source', 'slack-scim/patch', 'scim-patch'], ...wrong]),
    `wrong: slack-scim/patch ${count(2)}, scim-patch ${count(3)}`,
  ].join('\n\n')
}

function ours({ before, patch }: PatchCase): object {
  return applyPatch(before, patch)
}

function theirs({ before, patch }: PatchCase): object {
  return scimPatch(before as ScimResource, patch.Operations as ScimPatchOperation[], {
    mutateDocument: false,
  })
}

function theirsInPlace({ patch }: PatchCase, copy: object): object {
  return scimPatch(copy as ScimResource, patch.Operations as ScimPatchOperation[])
}

/** What is wrong with a result; empty if nothing is. */
function verdict(one: PatchCase, apply: (one: PatchCase) => object): string {
  const given = structuredClone(one)
  let result: object | undefined
  try {
    result = apply(given)
  } catch (error) {
    if (!one.error) return `refuses: ${(error as Error).message.slice(0, 40)}`
  }
  if (!isDeepStrictEqual(given, one)) return 'changes what it was given'
  if (one.error) return result ? `takes it; ${one.error.scimType}` : ''
  return isDeepStrictEqual(assigned(result), assigned(one.after)) ? '' : 'another result'
}
