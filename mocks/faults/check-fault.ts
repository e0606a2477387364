import {
  type Check,
  FUNCTION,
  integerIn,
  must,
  numberIn,
  OBJECT,
  oneOf,
  STRING,
  shape,
} from '../errors/check-shape.ts'
import { REASONS } from '../errors/refusal.ts'
import type { Fault, FaultMatch } from './fault.ts'

type Kind = Fault['kind']
type Keys<Type> = Readonly<Record<keyof Type, Check>>
type Own<Name extends Kind> = Omit<Extract<Fault, { kind: Name }>, keyof Common | 'kind'>
type Common = Pick<Fault, 'match' | 'times' | 'probability' | 'seed'>

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/**
 * Makes the check of faults.
 *
 * @param operations - the names of the operations that there are
 */
export function faultCheck(operations: readonly string[]): (fault: Fault, place: string) => void {
  const match: Keys<FaultMatch> = {
    method: (value, place) => oneOf(METHODS)(typeof value === 'string' ? value.toUpperCase() : value, place),
    operation: oneOf(operations),
    path: must('a string or a regular expression', isPattern),
    nth: integerIn(1),
  }
  const common: Keys<Common> = {
    match: shape(match),
    times: integerIn(1, Number.POSITIVE_INFINITY),
    probability: numberIn(0, 1),
    seed: integerIn(0),
  }
  const checks = new Map(
    Object.entries(KINDS).map(([kind, { keys, required }]): [string, Check] => [
      kind,
      shape({ kind: STRING, ...common, ...keys }, required ?? []),
    ]),
  )
  return (fault, place) => {
    OBJECT(fault, place)
    oneOf([...checks.keys()])(fault.kind, `${place}.kind`)
    checks.get(fault.kind)?.(fault, place)
  }
}

const BEFORE_OR_AFTER: Check = /* @__PURE__ */ oneOf(['before', 'after'])

/** The keys of each kind beside those of all; a key of another kind would have no effect. */
const KINDS: { readonly [Name in Kind]: { keys: Keys<Own<Name>>; required?: string[] } } =
  /* @__PURE__ */ (() => ({
    'rate-limit': {
      keys: {
        retryAfter: must('seconds from 0 on, a string or null', isRetryAfter),
        as: oneOf(['seconds', 'date']),
        window: numberIn(0),
      },
    },
    latency: {
      keys: { milliseconds: numberIn(0), when: BEFORE_OR_AFTER },
      required: ['milliseconds'],
    },
    status: {
      keys: {
        status: integerIn(200, 599),
        body: oneOf(['json', 'html', 'empty']),
        when: BEFORE_OR_AFTER,
      },
      required: ['status'],
    },
    refusal: {
      keys: { reason: oneOf(Object.keys(REASONS)), context: STRING, status: integerIn(400, 599) },
      required: ['reason'],
    },
    body: { keys: { body: oneOf(['html', 'empty', 'truncated-json']) }, required: ['body'] },
    connection: { keys: { when: oneOf(['refused', 'before', 'after', 'mid-body']) }, required: ['when'] },
    hang: { keys: { when: BEFORE_OR_AFTER } },
    interference: {
      keys: { when: BEFORE_OR_AFTER, act: FUNCTION },
      required: ['act'],
    },
    revert: { keys: {} },
  }))()

function isPattern(value: unknown): boolean {
  return typeof value === 'string' || value instanceof RegExp
}

function isRetryAfter(value: unknown): boolean {
  return value === null || typeof value === 'string' || (typeof value === 'number' && value >= 0)
}
