import {
  ANYTHING,
  checkOptions,
  FUNCTION,
  MILLISECONDS,
  OBJECT,
  type OptionRule,
  type OptionRules,
  TEXT,
  withMethod,
} from '../../options/check-options.ts'
import { checkPolicy } from '../policy/check-policy.ts'
import type { ApplyOptions } from './options.ts'

const COUNT: OptionRule = [
  (value) => Number.isSafeInteger(value) && Number(value) >= 1,
  'a whole number, 1 or more',
]
const COUNT_OR_NONE: OptionRule = [
  (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  'a whole number, 0 or more',
]
const NUMBER: OptionRule = [(value) => typeof value === 'number' && value >= 0, 'a number, 0 or more']

const RULES: OptionRules = {
  journal: withMethod('append'),
  policy: OBJECT,
  allow: [
    (value) => Object.values(Object(value)).every((one) => one === undefined || COUNT_OR_NONE[0](one)),
    'an object of whole numbers, 0 or more',
  ],
  expect: TEXT,
  facts: FUNCTION,
  owner: TEXT,
  leaseTime: ANYTHING,
  maxAge: MILLISECONDS,
  concurrency: COUNT,
  canaries: COUNT_OR_NONE,
  stopAfter: OBJECT,
  share: ANYTHING,
  pacer: [(value) => typeof value === 'object', 'a pacer or null'],
  onStep: FUNCTION,
  onEvent: FUNCTION,
  settleTimeout: MILLISECONDS,
  clock: withMethod('now'),
  signal: withMethod('throwIfAborted'),
}

/**
 * Refuses options that would lift a rule by their value: a limit of `NaN` is never reached.
 *
 * @throws {@link SCIMConfigurationError}
 */
export function checkApplyOptions(options: ApplyOptions): void {
  const owner = 'applyPlan'
  checkOptions({ owner }, { ...options, journal: options.journal ?? null }, RULES)
  const { stopAfter = {}, policy = {} } = options
  checkPolicy(owner, policy)
  checkOptions({ owner, prefix: 'stopAfter.' }, stopAfter, {
    failures: COUNT,
    percent: NUMBER,
    inARow: COUNT,
  })
}
