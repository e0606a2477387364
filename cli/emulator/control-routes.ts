import * as v from 'valibot'
import type { Emulator, WireReply } from '../../mocks/index.ts'
import { SCIMError } from '../../src/errors/scim-error.ts'
import { describeIssue } from '../files/describe-issue.ts'
import type { EmulatorClock } from './emulator-clock.ts'
import { faultAsJSON, faultsFrom } from './faults-from.ts'
import { json, nothing, problem } from './reply.ts'

/** What a path of the control endpoint does, by method. */
export type Route = Readonly<Record<string, (body: string) => WireReply | Promise<WireReply>>>

/** The paths below `/_emulator/`. */
export function controlRoutes(emulator: Emulator, time: EmulatorClock): ReadonlyMap<string, Route> {
  const { state, faults } = emulator
  return new Map<string, Route>([
    ['state', { GET: () => json(200, { users: state.users, groups: state.groups }) }],
    [
      'faults',
      {
        GET: () => json(200, faults.active.map(faultAsJSON)),
        POST: (body) =>
          withBody(body, v.unknown(), (data) => {
            faults.add(...faultsFrom(data))
            return json(201, faults.active.map(faultAsJSON))
          }),
        DELETE: () => {
          faults.clear()
          return nothing()
        },
      },
    ],
    ['assumptions', { GET: () => json(200, emulator.assumptions()) }],
    ['events', { GET: () => json(200, emulator.events) }],
    [
      'reset',
      {
        POST: () => {
          emulator.reset()
          return nothing()
        },
      },
    ],
    [
      'clock',
      {
        GET: () => json(200, clockState(time)),
        POST: (body) => withBody(body, ADVANCE, ({ advance }) => advanceClock(time, advance)),
      },
    ],
  ])
}

const ADVANCE = v.strictObject({ advance: v.pipe(v.number(), v.minValue(0), v.maxValue(1e12)) })

async function advanceClock(time: EmulatorClock, milliseconds: number): Promise<WireReply> {
  if (!time.advance)
    return problem(409, 'Time passes by itself: start the emulator with --clock manual to advance it.')
  await time.advance(milliseconds)
  return json(200, clockState(time))
}

function clockState({ clock, advance }: EmulatorClock): object {
  return { now: new Date(clock.now()).toISOString(), manual: advance !== undefined }
}

/** Acts on a body of JSON, or refuses it with a 400 that says where it is wrong. */
async function withBody<T>(
  body: string,
  schema: v.GenericSchema<unknown, T>,
  act: (value: T) => WireReply | Promise<WireReply>,
): Promise<WireReply> {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    return problem(400, 'The body must be JSON.')
  }
  const result = v.safeParse(schema, value)
  if (!result.success)
    return problem(400, result.issues.map((issue) => describeIssue(schema, issue)).join('; '))
  try {
    return await act(result.output)
  } catch (error) {
    if (SCIMError.is(error)) return problem(400, error.message)
    throw error
  }
}
