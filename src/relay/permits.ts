import { SCIMConfigurationError } from '../errors/configuration-error.ts'
import { REQUIRED } from '../guards/replacement.ts'
import { suggest } from '../options/suggest.ts'
import { isRecord } from '../protocol/is-record.ts'
import { OPERATIONS } from '../protocol/operations.ts'
import { type AttributeList, attributeList } from './attribute-list.ts'
import { isOperation, type RelayOperation } from './operations.ts'
import type { RelayAttributes, RelayRules } from './rules.ts'

/** A rule as the relay applies it. */
export interface Permit {
  /** The attributes that an answer shows. */
  readonly reads: AttributeList
  /** The attributes that a body may have. */
  readonly writes: AttributeList
  /** The attributes that a filter may name. */
  readonly filters: AttributeList
  readonly maxCount: number
  /** The only ids, if they are limited. */
  readonly ids: ReadonlySet<string> | undefined
  /** Whether a write may remove every member of a group. */
  readonly emptyGroup: boolean
  /** Whether a write may make a guest of a full member, or the reverse. */
  readonly guestStatus: boolean
}

/** What is allowed, by operation. */
export type Permits = ReadonlyMap<RelayOperation, Permit>

interface AnyRule {
  readonly attributes?: RelayAttributes | undefined
  readonly filterBy?: RelayAttributes | undefined
  readonly maxCount?: number | undefined
  readonly ids?: readonly string[] | undefined
  readonly emptyGroup?: boolean | undefined
  readonly guestStatus?: 'change' | undefined
}

/**
 * Checks rules and makes permits of them.
 *
 * @throws {@link SCIMConfigurationError} naming a rule that is malformed: it must not count as a wider one
 */
export function permitsOf(rules: RelayRules): Permits {
  if (!isRecord(rules)) {
    throw new SCIMConfigurationError(
      'createRelay: allow: must be an object with a rule for each operation, or a function that returns one',
    )
  }
  const permits = new Map<RelayOperation, Permit>()
  for (const [name, rule] of Object.entries(rules)) {
    if (!isOperation(name)) throw unknownOperation(name)
    if (rule !== undefined) permits.set(name, permitOf(name, rule))
  }
  return permits
}

function unknownOperation(name: string): SCIMConfigurationError {
  const meant = suggest(
    name,
    OPERATIONS.map((operation) => operation.name),
  )
  const question = meant ? `: did you mean '${meant}'?` : ': name a method of the client'
  return new SCIMConfigurationError(`createRelay: allow.${name}: no such operation${question}`)
}

/** The parts of a rule, by the first word of the operation that it is for. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  search: ['attributes', 'filterBy', 'maxCount'],
  read: ['attributes', 'ids'],
  create: ['attributes'],
  patch: ['attributes', 'ids'],
  update: ['attributes', 'ids'],
  delete: ['ids'],
}

/** The harmful effects that a rule can allow. */
const ALLOWANCES: { readonly [Name in RelayOperation]?: 'emptyGroup' | 'guestStatus' } = {
  patchUser: 'guestStatus',
  updateUser: 'guestStatus',
  patchGroup: 'emptyGroup',
  updateGroup: 'emptyGroup',
}

function permitOf(name: RelayOperation, rule: unknown): Permit {
  const where = `allow.${name}`
  const verb = /^[a-z]+/.exec(name)?.[0] ?? ''
  const allowance = ALLOWANCES[name]
  const parts = [...(PARTS[verb] ?? []), ...(allowance ? [allowance] : [])]
  const given: AnyRule = rule === true && !parts.includes('attributes') ? {} : checkRule(where, rule, parts)
  const { attributes = [], filterBy = [], maxCount = 100, ids, emptyGroup = false, guestStatus } = given
  const writes = attributeList(`${where}.attributes`, attributes)
  if (name === 'updateUser' && attributes !== '*') {
    throw new SCIMConfigurationError(
      `createRelay: ${where}.attributes: must be '*': a PUT blanks what its body leaves out; allow patchUser for some attributes`,
    )
  }
  const required = Object.keys(REQUIRED.group)
  if (name === 'updateGroup' && !required.every((one) => writes.covers([one]))) {
    throw new SCIMConfigurationError(
      `createRelay: ${where}.attributes: must have ${required.join(' and ')}: a PUT blanks what its body leaves out`,
    )
  }
  return {
    reads: attributeList(where, attributes === '*' ? '*' : [...attributes, 'id', 'schemas']),
    writes,
    filters: attributeList(`${where}.filterBy`, filterBy),
    maxCount,
    ids: ids && new Set(ids),
    emptyGroup,
    guestStatus: guestStatus === 'change',
  }
}

function checkRule(where: string, rule: unknown, parts: readonly string[]): AnyRule {
  const expect = (ok: boolean, part: string, problem: string): void => {
    if (!ok) throw new SCIMConfigurationError(`createRelay: ${where}${part}: ${problem}`)
  }
  if (!isRecord(rule) || parts.length === 0) {
    const form = parts.includes('attributes') ? 'an object with attributes' : 'true'
    throw new SCIMConfigurationError(`createRelay: ${where}: must be ${form}`)
  }
  for (const key of Object.keys(rule)) {
    expect(parts.includes(key), `.${key}`, `unknown: there are ${parts.join(', ')}`)
  }
  const { attributes, filterBy, maxCount, ids, emptyGroup, guestStatus } = rule
  if (parts.includes('attributes')) {
    expect(attributes === '*' || isTexts(attributes), '.attributes', "must be a list of names, or '*'")
  }
  expect(
    filterBy === undefined || filterBy === '*' || isTexts(filterBy),
    '.filterBy',
    "must be a list of names, or '*'",
  )
  expect(
    maxCount === undefined || (Number.isSafeInteger(maxCount) && Number(maxCount) > 0),
    '.maxCount',
    'must be a whole number above 0',
  )
  expect([undefined, true, false].includes(emptyGroup as boolean), '.emptyGroup', 'must be true or false')
  expect(guestStatus === undefined || guestStatus === 'change', '.guestStatus', "must be 'change'")
  // `ids: undefined` would be the widest of rules, where a session has no id.
  expect(!Object.hasOwn(rule, 'ids') || isTexts(ids), '.ids', 'must be a list of ids: leave it out for any')
  expect(
    parts.includes('attributes') || Object.hasOwn(rule, 'ids'),
    '',
    'must be true, or an object with ids',
  )
  return rule
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}
