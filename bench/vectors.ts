import type { Filter } from '../src/filter/index.ts'
import type { PatchOp } from '../src/patch/index.ts'
import { loadVectors } from '../tests/vectors/load.ts'

/** A case about filters; `lenient` and `ambiguous` ones may go either way. */
export interface FilterCase {
  readonly id: string
  readonly filter: string
  readonly valid: boolean | 'syntax-only'
  readonly ast?: Filter
  readonly matches?: readonly string[]
  readonly lenient?: boolean
  readonly ambiguous?: string
}

/** A resource that filters are asked about. */
export interface FilterResource {
  readonly id: string
}

/** A case about patches. */
export interface PatchCase {
  readonly id: string
  readonly dialect: '1.1' | '2.0'
  readonly before: object
  readonly patch: PatchOp
  readonly after?: object
  readonly error?: { readonly scimType: string }
  readonly source: string
  readonly lenient?: boolean
  readonly ambiguous?: string
}

/** The cases of tests/vectors on which the RFCs leave no room, and the resources of the filters. */
export function vectors(): {
  readonly filters: readonly FilterCase[]
  readonly resources: readonly FilterResource[]
  readonly patches: readonly PatchCase[]
} {
  const { filters, resources } = loadVectors<{ filters: FilterCase[]; resources: FilterResource[] }>(
    'filters.json',
  )
  const { patches } = loadVectors<{ patches: PatchCase[] }>('patches.json')
  const settled = (one: FilterCase | PatchCase): boolean => !one.lenient && !one.ambiguous
  return {
    filters: filters.filter(settled),
    resources,
    patches: patches.filter((one) => one.dialect === '2.0' && settled(one)),
  }
}
