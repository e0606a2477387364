import { isDeepStrictEqual } from 'node:util'
import { add, applyPatch, patchOp } from '../src/patch/index.ts'
import { assigned } from '../tests/patch/assigned.ts'
import { leastCPU, measure } from './measure.ts'
import { peer } from './peers.ts'
import { goal, measuredTable, table } from './table.ts'
import { type PatchCase, vectors } from './vectors.ts'

const { scimPatch } = await peer('scim-patch')

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
  const grown = await growth()
  return [
    `Patches: ${both.length} that both get right, of ${cases.length} cases of 2.0 with one right answer`,
    measuredTable('apply one patch', measured),
    goal('at least as fast, the resource being kept', (measured[2]?.ratio ?? 2) <= 1),
    table([
      ['CPU, ms for a patch of', ...SIZES.map(String), 'ratio'],
      ...grown.map(({ name, times, ratio }) => [
        name,
        ...times.map((one) => one.toFixed(1).padStart(6)),
        ratio.toFixed(1),
      ]),
    ]),
    goal(
      'linear: 16 times as many take at most 48 times as long',
      grown.every(({ ratio }) => ratio <= 48),
    ),
    table([['case', 'source', 'slack-scim/patch', 'scim-patch'], ...wrong]),
    `wrong: slack-scim/patch ${count(2)}, scim-patch ${count(3)}`,
  ].join('\n\n')
}

const LARGEST = 16_000
const SIZES = [1000, 4000, LARGEST]

/** Patches that can be of any size. */
const GROWING: Readonly<Record<string, (size: number) => readonly [resource: object, patch: object]>> = {
  'members that are there already': (size) => {
    const members = list(size, (n) => ({ value: `U${n}` }))
    return [{ members }, patchOp(add('members', members))]
  },
  'members, each by an operation': (size) => [
    { members: [{ value: 'U' }] },
    patchOp(...list(size, (n) => add('members', [{ value: `U${n}` }]))),
  ],
  'addresses, which have no value': (size) => {
    const addresses = list(size, (n) => ({ type: 'work', streetAddress: `${n}` }))
    return [{ addresses }, patchOp(add('addresses', addresses))]
  },
  'attributes of one resource': (size) => {
    const attributes = (letter: string): object => Object.fromEntries(list(size, (n) => [`${letter}${n}`, n]))
    return [attributes('a'), { Operations: [{ op: 'add', value: attributes('A') }] }]
  },
}

function list<T>(size: number, make: (n: number) => T): T[] {
  return Array.from({ length: size }, (_, n) => make(n))
}

interface Growth {
  readonly name: string
  /** Milliseconds of the processor for each of {@link SIZES}. */
  readonly times: readonly number[]
  /** The time of the largest by that of the smallest. */
  readonly ratio: number
}

async function growth(): Promise<Growth[]> {
  const grown: Growth[] = []
  for (const [name, make] of Object.entries(GROWING)) {
    const spent = await leastCPU(
      SIZES.map((size) => {
        const [resource, patch] = make(size)
        return () => {
          for (let run = 0; run < LARGEST / size; run++) applyPatch(resource, patch)
        }
      }),
    )
    const times = spent.map((ms, n) => (ms * (SIZES[n] ?? 0)) / LARGEST)
    grown.push({ name, times, ratio: (times.at(-1) ?? Number.NaN) / (times[0] ?? 0) })
  }
  return grown
}

function ours({ before, patch }: PatchCase): object {
  return applyPatch(before, patch)
}

function theirs({ before, patch }: PatchCase): object {
  return scimPatch(before, patch.Operations, { mutateDocument: false })
}

function theirsInPlace({ patch }: PatchCase, copy: object): object {
  return scimPatch(copy, patch.Operations)
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
