import * as v from 'valibot'
import type { Action, Limit, Limits, Parking, Policy } from '../../src/provisioning/index.ts'
import { closedObject } from '../../src/schemas/closed-object.ts'
import { list, text } from '../files/schema-parts.ts'
import { ACTION_NAMES, ACTIONS } from './actions.ts'

/** Entries of a schema for each key of an interface, and for no other. */
type EntriesOf<T> = { readonly [Key in keyof Required<T>]: v.GenericSchema }

/** The schema of a policy. */
export function policySchema() {
  const entries = {
    allow: v.exactOptional(
      v.pipe(
        v.array(v.picklist(ACTION_NAMES)),
        v.description('What may be done; default createUser, updateUser, createGroup and addMembers.'),
      ),
    ),
    absent: v.exactOptional(
      v.pipe(
        v.picklist(['report', 'deactivate']),
        v.description('What happens to a managed account that no source has; default report.'),
      ),
    ),
    limits: v.exactOptional(limits()),
    protect: list('Slack ids or emails that are never deactivated, converted or given another address.'),
    drift: v.exactOptional(
      v.pipe(
        v.picklist(['report', 'overwrite']),
        v.description(
          'What happens to values, members and accounts that changed outside of runs; default overwrite.',
        ),
      ),
    ),
    match: v.exactOptional(
      v.pipe(
        v.array(v.picklist(['email', 'employeeNumber'])),
        v.description('By what a person without a link is found; default both.'),
      ),
    ),
    sourceMinimum: v.exactOptional(
      v.pipe(
        v.number(),
        v.minValue(0),
        v.maxValue(1),
        v.description('The least share of the rows last applied that a source must have; default 0.8.'),
      ),
    ),
    sourceMaxAge: text('The greatest age of a source, such as 36h; default none.'),
    parking: v.exactOptional(
      v.pipe(
        closedObject({
          userName: text('Such as parked-{n}.'),
          email: text('Such as parked-{n}@example.com.'),
        } satisfies EntriesOf<Parking>),
        v.description('Names that are used for a moment where names are swapped; default none.'),
      ),
    ),
  } satisfies EntriesOf<Policy>
  return v.pipe(closedObject(entries), v.description('What a plan may do.'))
}

function limits() {
  const perGroup = 'How many members one group may lose within 24 hours; default 20 percent, floor 3.'
  const entries: Readonly<Record<string, v.GenericSchema>> = {
    ...Object.fromEntries(
      ACTION_NAMES.map((action) => [
        action,
        v.exactOptional(v.pipe(limit(), v.description(ACTIONS[action]))),
      ]),
    ),
    ...({
      removeMembersPerGroup: v.exactOptional(v.pipe(limit(), v.description(perGroup))),
    } satisfies EntriesOf<Omit<Limits, Action>>),
  }
  return v.pipe(closedObject(entries), v.description('How often each action may happen within 24 hours.'))
}

function limit() {
  return closedObject({
    count: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0))),
    percent: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(100))),
    floor: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  } satisfies EntriesOf<Limit>)
}
