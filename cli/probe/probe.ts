import type { AssumptionName, Assumptions } from '../../mocks/index.ts'
import type { Lab } from './lab.ts'

/** What an experiment found out. */
export type Findings = Partial<Assumptions>

/** Finds out one or more assumptions. */
export interface Experiment {
  readonly names: readonly AssumptionName[]
  run(lab: Lab): Promise<Findings>
}

/** Ids of operations of 2.0. */
export const PATCH_2_0 = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

/** An experiment for one assumption. */
export function experiment<Name extends AssumptionName>(
  name: Name,
  run: (lab: Lab) => Promise<Assumptions[Name] | undefined>,
): Experiment {
  return {
    names: [name],
    async run(lab) {
      const value = await run(lab)
      return value === undefined ? {} : ({ [name]: value } as Findings)
    },
  }
}

/** A PATCH of 2.0. */
export function operations(
  ...list: readonly { readonly op: string; readonly path?: string; readonly value?: unknown }[]
): object {
  return { schemas: [PATCH_2_0], Operations: list }
}
