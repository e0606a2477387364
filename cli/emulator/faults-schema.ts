import * as v from 'valibot'
import type { Fault } from '../../mocks/index.ts'
import { text } from './schema-parts.ts'

/** The schema of a list of faults in a file. */
export function faultsFile(): v.GenericSchema<unknown, Fault[]> {
  return v.pipe(
    v.array(fault()),
    v.title('Faults of the Slack SCIM emulator'),
    v.description('What `slack-scim emulate --faults` lets go wrong from the start.'),
  )
}

/** The schema of what a program posts: one fault, or a list of them. */
export function faultOrFaults(): v.GenericSchema<unknown, Fault[]> {
  const asList = v.transform((value: unknown) => (Array.isArray(value) ? value : [value]))
  return v.pipe(v.unknown(), asList, faultsFile())
}

const WHEN = ['before', 'after'] as const

/** All kinds but `interference`, which is a function. */
function fault() {
  return v.variant('kind', [
    v.strictObject({
      kind: v.literal('rate-limit'),
      ...rule(),
      retryAfter: v.exactOptional(v.nullable(v.union([v.number(), v.string()]))),
      as: v.exactOptional(v.picklist(['seconds', 'date'])),
      window: v.exactOptional(positive('Milliseconds for which every request is answered with 429.')),
    }),
    v.strictObject({
      kind: v.literal('latency'),
      ...rule(),
      milliseconds: positive('On the emulator’s clock.'),
      when: v.exactOptional(v.picklist(WHEN)),
    }),
    v.strictObject({
      kind: v.literal('status'),
      ...rule(),
      status: v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599)),
      body: v.exactOptional(v.picklist(['json', 'html', 'empty'])),
      when: v.exactOptional(v.picklist(WHEN)),
    }),
    v.strictObject({
      kind: v.literal('refusal'),
      ...rule(),
      reason: v.pipe(
        v.custom<FaultReason>((value) => typeof value === 'string'),
        v.description('One of Slack’s error codes.'),
      ),
      context: text('What stands behind the reason.'),
      status: v.exactOptional(v.number()),
    }),
    v.strictObject({
      kind: v.literal('body'),
      ...rule(),
      body: v.picklist(['html', 'empty', 'truncated-json']),
    }),
    v.strictObject({
      kind: v.literal('connection'),
      ...rule(),
      when: v.picklist(['refused', 'before', 'after', 'mid-body']),
    }),
    v.strictObject({ kind: v.literal('hang'), ...rule(), when: v.exactOptional(v.picklist(WHEN)) }),
    v.strictObject({ kind: v.literal('revert'), ...rule() }),
  ])
}

type FaultReason = Extract<Fault, { readonly kind: 'refusal' }>['reason']

function rule() {
  return {
    match: v.exactOptional(
      v.strictObject({
        method: text('The HTTP method.'),
        operation: text('The client’s name of the operation, such as createUser.'),
        path: text('A part of the path.'),
        nth: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
      }),
    ),
    times: v.exactOptional(
      v.pipe(
        v.union([
          v.number(),
          v.pipe(
            v.literal('always'),
            v.transform(() => Number.POSITIVE_INFINITY),
          ),
        ]),
        v.description('How often; default once.'),
      ),
    ),
    probability: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
    seed: v.exactOptional(v.pipe(v.number(), v.description('Start of the random numbers for probability.'))),
  }
}

function positive(description: string) {
  return v.pipe(v.number(), v.minValue(0), v.description(description))
}
