import * as v from 'valibot'
import type { Plan } from './plan.ts'
import { SCIMPlanError } from './plan-error.ts'
import { planSchema } from './plan-schema.ts'

/**
 * Reads a plan from JSON. Everything in it is checked, and an unknown field is refused.
 *
 * @param input - the text of a file, or a value that was parsed from one
 * @throws {@link SCIMPlanError} `format` when it is no plan of format 1; the message names the field
 *
 * @example
 * ```ts
 * import { parsePlan, planDigest } from 'slack-scim/provisioning'
 *
 * export const digestOf = (file: string) => planDigest(parsePlan(file))
 * ```
 */
export function parsePlan(input: unknown): Plan {
  const value = typeof input === 'string' ? parseJson(input) : input
  const { success, output, issues } = v.safeParse(planSchema(), value)
  if (!success) {
    const [issue] = issues
    throw refusal(v.getDotPath(issue) ?? 'plan', issue.message)
  }
  const ids = new Set<string>()
  for (const [index, { id, after = [] }] of output.steps.entries()) {
    if (ids.has(id)) throw refusal(`steps.${index}.id`, `there are two steps ${id}`)
    const later = after.find((before) => !ids.has(before))
    if (later !== undefined) throw refusal(`steps.${index}.after`, `no step before it has the id ${later}`)
    ids.add(id)
  }
  return output
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The parser's own message may quote a person.
    throw refusal('plan', 'the text is no JSON')
  }
}

function refusal(field: string, problem: string): SCIMPlanError {
  return new SCIMPlanError(`parsePlan: ${field}: ${problem}: make the plan again`, 'format')
}
