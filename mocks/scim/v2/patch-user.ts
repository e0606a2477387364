import { clearEmails } from '../../attributes/emails.ts'
import { isObject, type JSONObject, objectOf, stringOf } from '../../attributes/json.ts'
import { exchangePhone, removePhone } from '../../attributes/phones.ts'
import { type Attribute, USER_ATTRIBUTES } from '../../attributes/write-attributes.ts'
import { type Change, endPart } from '../../directory/change.ts'
import { refuse } from '../../errors/refusal.ts'
import type { Dialect } from '../resources/dialect.ts'
import { attributeName, refuseUnknown } from '../resources/write-user.ts'
import { patchUser1 } from '../v1/patch-user.ts'
import { type NamedPath, requireDocumented } from './documented-operations.ts'
import { type Operation, readOperations } from './operations.ts'
import { type PatchPath, readPath } from './path.ts'

type ElementFilter = NonNullable<PatchPath['filter']>

/** A path with a filter: `emails[…]`. */
type ElementPath = PatchPath & { readonly filter: ElementFilter }

/** Attributes whose `add` accepts one object as well as a list. */
const SINGLE_OBJECTS = ['emails', 'phoneNumbers']

/** Writes the operations of a PatchOp onto an account, in order. */
export function patchUser2(change: Change, body: JSONObject, dialect: Dialect): void {
  const operations = readOperations(body, change.ledger)
  if (operations) {
    for (const operation of operations) apply(change, operation, dialect)
  } else {
    // The reference's example for startDate has such a body, possibly by mistake.
    if (change.ledger.assume('partial-body-on-2.0') === 'refused') refuse('invalid_request_payload')
    patchUser1(change, body, dialect)
  }
}

function apply(change: Change, operation: Operation, dialect: Dialect): void {
  if (operation.path === undefined) {
    applyWithoutPath(change, operation, dialect)
    return
  }
  const path = namedPath(operation.path, dialect)
  requireDocumented(operation, path, change.ledger)
  applyToPath(change, operation, path)
  endPart(change)
}

function namedPath(text: string, dialect: Dialect): NamedPath {
  const path = readPath(text)
  return { ...path, name: attributeName(path.attribute, dialect) }
}

function applyToPath(change: Change, operation: Operation, path: NamedPath): void {
  const { filter, name } = path
  if (filter) {
    applyToElement(change, operation, { ...path, filter })
    return
  }
  // The reference's first example removes `address`, and its answer shows the address removed.
  const attribute = attributeOf(name === 'address' && operation.op === 'remove' ? 'addresses' : name)
  if (attribute) write(change, attribute, SINGLE_OBJECTS.includes(name) ? listed(operation) : operation)
  else refuseUnknown(change)
}

function listed(operation: Operation): Operation {
  return isObject(operation.value) ? { ...operation, value: [operation.value] } : operation
}

function write(change: Change, attribute: Attribute, { op, value }: Operation): void {
  if (op === 'remove') attribute.clear(change)
  else if (op === 'replace' && attribute.replace) attribute.replace(change, value)
  else attribute.assign(change, value)
}

function applyWithoutPath(change: Change, { op, value }: Operation, dialect: Dialect): void {
  if (op === 'remove') refuse('invalid_request_payload')
  if (change.ledger.assume('pathless-user-operations') === 'refused') refuse('invalid_request_payload')
  for (const [path, part] of Object.entries(objectOf(value, 'invalid_request_payload'))) {
    applyToPath(change, { op, path, value: part }, namedPath(path, dialect))
    endPart(change)
  }
}

/** Writes `emails[…]` and `phoneNumbers[…]`, of which Slack stores two values each. */
function applyToElement(change: Change, operation: Operation, path: ElementPath): void {
  const { filter } = path
  if (path.sub !== undefined && path.sub !== 'value') refuse('invalid_request_payload')
  if (path.attribute === 'emails') writeEmail(change, operation, filter)
  else if (path.attribute === 'phoneNumbers' && filter.attribute === 'value') {
    writePhone(change, operation, filter.value)
  } else writeSingle(change, operation, path)
}

/** Writes `addresses[…]` and `roles[…]`, of which Slack stores one value. */
function writeSingle(
  change: Change,
  { op, value }: Operation,
  { attribute: name, filter }: ElementPath,
): void {
  if (name !== 'addresses' && name !== 'roles') refuse('invalid_request_payload')
  if (change.ledger.assume('element-filters-on-2.0') === 'refused') refuse('invalid_request_payload')
  const { address, role } = change.user.profile
  const stored: JSONObject = name === 'roles' ? { value: role } : { ...address }
  const [, part] = Object.entries(stored).find(([key]) => key.toLowerCase() === filter.attribute) ?? []
  if (typeof part !== 'string' || part.toLowerCase() !== filter.value.toLowerCase()) return
  const attribute = USER_ATTRIBUTES[name]
  if (op === 'remove') attribute?.clear(change)
  else attribute?.assign(change, [value])
}

function writeEmail(change: Change, { op, value }: Operation, filter: ElementFilter): void {
  const primary = isPrimaryEmail(change, filter)
  if (primary === undefined) return
  if (op === 'remove') {
    if (primary) refuse('missing_primary_email')
    clearEmails(change)
    return
  }
  const element = isObject(value) ? value : { value: stringOf(value, 'emails_invalid') }
  USER_ATTRIBUTES.emails?.assign(change, [{ ...element, primary }])
}

/** Whether a filter matches the primary (true) or the secondary address (false); `undefined` for neither. */
function isPrimaryEmail({ user }: Change, filter: ElementFilter): boolean | undefined {
  const wanted = filter.value.toLowerCase()
  if (filter.attribute === 'primary') return wanted === 'true'
  if (filter.attribute !== 'value') refuse('invalid_request_payload')
  if (wanted === user.primaryEmail.toLowerCase()) return true
  return wanted === user.secondaryEmail?.toLowerCase() ? false : undefined
}

function writePhone(change: Change, { op, value }: Operation, number: string): void {
  if (op === 'remove') removePhone(change.user.profile, number)
  else exchangePhone(change, number, isObject(value) ? value.value : value)
}

function attributeOf(name: string): Attribute | undefined {
  return Object.hasOwn(USER_ATTRIBUTES, name) ? USER_ATTRIBUTES[name] : undefined
}
