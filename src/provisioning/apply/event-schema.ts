import * as v from 'valibot'
import { HELD_CODES } from '../plan/plan-schema.ts'
import type { ProvisioningEvent } from './events.ts'
import { count, outcome, stepKind } from './report-schema.ts'

/** The schema of an event, a line of NDJSON, from which `event.schema.json` is made. */
export function eventSchema(): v.GenericSchema<unknown, ProvisioningEvent> {
  const text = v.string()
  const number = count()
  const resource = v.picklist(['user', 'group'])
  const step = { step: text, kind: stepKind() }
  const codes = [...(Object.keys(HELD_CODES) as (keyof typeof HELD_CODES)[]), 'changed', 'asked'] as const
  const event = v.variant('type', [
    v.strictObject({
      type: v.literal('run.start'),
      run: text,
      digest: text,
      steps: number,
      resumed: v.boolean(),
    }),
    v.strictObject({ type: v.literal('snapshot.page'), resource, rows: number }),
    v.strictObject({ type: v.literal('snapshot.again'), resource }),
    v.strictObject({ type: v.literal('step.start'), ...step, canary: v.boolean() }),
    v.strictObject({
      type: v.literal('step.done'),
      ...step,
      id: v.exactOptional(text),
      already: v.boolean(),
    }),
    v.strictObject({
      type: v.literal('step.failed'),
      ...step,
      reason: text,
      status: v.exactOptional(number),
    }),
    v.strictObject({ type: v.literal('step.held'), ...step, code: v.picklist(codes) }),
    v.strictObject({ type: v.literal('stop'), reason: text, step: v.exactOptional(text) }),
    v.strictObject({ type: v.literal('verify'), left: number }),
    v.strictObject({ type: v.literal('run.end'), run: text, outcome: outcome() }),
  ])
  return v.pipe(
    event,
    v.title('Event of slack-scim'),
    v.description('What happens while a plan is applied, without personal values.'),
  )
}
