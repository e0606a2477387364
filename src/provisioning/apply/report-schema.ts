import * as v from 'valibot'
import { ATTRIBUTE_NAMES } from '../attributes/attribute.ts'
import type { StepKind } from '../plan/step.ts'
import type { ApplyReport, StepCounts } from './report.ts'

/** The kinds of steps, all of them. */
const STEP_KINDS: Readonly<Record<StepKind, true>> = {
  createUser: true,
  updateUser: true,
  reactivate: true,
  deactivate: true,
  toGuest: true,
  toMember: true,
  createGroup: true,
  renameGroup: true,
  addMembers: true,
  removeMembers: true,
}

/** A kind of step. */
export function stepKind(): v.GenericSchema<unknown, StepKind> {
  return v.picklist(Object.keys(STEP_KINDS) as StepKind[])
}

/** How a run ended. */
export function outcome(): v.GenericSchema<unknown, ApplyReport['outcome']> {
  return v.picklist(['equal', 'lagging', 'differs', 'partial', 'stopped'])
}

/** A number of things. */
export function count(): v.GenericSchema<unknown, number> {
  return v.pipe(v.number(), v.integer(), v.minValue(0))
}

/** The schema of a report, from which `report.schema.json` is made. */
export function reportSchema(): v.GenericSchema<unknown, ApplyReport> {
  const text = v.string()
  const time = v.pipe(text, v.isoTimestamp())
  const number = count()
  const attribute = v.picklist(ATTRIBUTE_NAMES)
  const counts: v.GenericSchema<unknown, StepCounts> = v.strictObject({
    planned: number,
    done: number,
    already: number,
    failed: number,
    held: number,
  })
  const failure = v.strictObject({
    step: text,
    reason: text,
    attribute: v.exactOptional(attribute),
    status: v.exactOptional(number),
    applied: v.exactOptional(v.picklist(['no', 'unknown'])),
  })
  const report = v.strictObject({
    run: text,
    digest: text,
    organization: text,
    outcome: outcome(),
    counts: v.strictObject(
      Object.fromEntries(Object.keys(STEP_KINDS).map((kind) => [kind, v.exactOptional(counts)])),
    ),
    requests: v.strictObject({ sent: number, minimum: number }),
    failures: v.array(failure),
    dropped: v.array(v.strictObject({ step: text, attribute, reason: text })),
    held: v.array(v.strictObject({ step: text, code: text })),
    stopped: v.exactOptional(v.strictObject({ reason: text, step: v.exactOptional(text) })),
    verification: v.exactOptional(
      v.strictObject({
        outcome: v.picklist(['equal', 'lagging', 'differs']),
        lagging: v.array(text),
        differs: v.array(text),
      }),
    ),
    startedAt: time,
    endedAt: time,
  })
  return v.pipe(
    report,
    v.title('Report of slack-scim'),
    v.description('What a run did, without personal values.'),
  )
}
