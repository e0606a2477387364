import * as v from 'valibot'
import type { Filter } from '../../src/filter/filter.ts'
import { parseFilter } from '../../src/filter/parse-filter.ts'
import { suggest } from '../../src/options/suggest.ts'
import { ATTRIBUTE_NAMES } from '../../src/provisioning/index.ts'

/** What a filter of people may name. */
const NAMES: readonly string[] = [...ATTRIBUTE_NAMES, 'active']

/** A filter over the attributes of people, as text. */
export function filterText(description: string): v.GenericSchema<string, Filter> {
  return v.pipe(
    v.string(),
    v.description(description),
    v.rawTransform<string, Filter>(({ dataset, addIssue, NEVER }) => {
      try {
        const filter = parseFilter(dataset.value)
        const [unknown] = namesOf(filter).filter((name) => !isKnown(name))
        if (unknown === undefined) return filter
        const meant = suggest(unknown, NAMES)
        addIssue({
          message: `no attribute is named '${unknown}'${meant === undefined ? '' : `: did you mean ${meant}?`}`,
        })
      } catch (error) {
        addIssue({ message: (error as Error).message })
      }
      return NEVER
    }),
  )
}

/** Names of attributes are compared without case, as SCIM has it (RFC 7643 2.1). */
function isKnown(name: string): boolean {
  return NAMES.some((known) => known.toLowerCase() === name.toLowerCase())
}

function namesOf(filter: Filter): readonly string[] {
  if ('args' in filter) return filter.args.flatMap(namesOf)
  if ('arg' in filter) return namesOf(filter.arg)
  return [filter.attr]
}
