import type { Attribute, Attributes } from '../attributes/attribute.ts'
import type { Step } from '../plan/step.ts'
import { blamed, isRefusedValue } from './blame.ts'

/** An attribute that Slack refused. */
export interface Dropped {
  readonly attribute: Attribute
  readonly reason: string
}

/** How attributes are written. */
export interface AttributeWrite<Value> {
  /** Attributes without which nothing is written. */
  readonly required: readonly Attribute[]
  /** Sends a request with some of the attributes, the required ones among them. */
  readonly write: (to: Attributes) => Promise<Value>
  /** Sends a request with one more attribute, after `write` has written the required ones. */
  readonly add: (to: Attributes, written: Value | undefined) => Promise<Value>
}

/**
 * Writes attributes; what Slack refuses is left out, so that one bad value does not keep back the rest of a person.
 * Where Slack does not say which value it refuses, each of them is tried alone.
 *
 * @throws the refusal of a required attribute, or of all of them
 */
export async function writeWithout<Value>(
  to: Attributes,
  how: AttributeWrite<Value>,
): Promise<{ readonly value: Value; readonly dropped: readonly Dropped[] }> {
  const dropped: Dropped[] = []
  let rest = to
  for (;;) {
    try {
      return { value: await how.write(rest), dropped }
    } catch (error) {
      if (!isRefusedValue(error)) throw error
      const names = Object.keys(rest) as Attribute[]
      const bad = blamed(error, names)
      const isFinal = bad.length === names.length || bad.some((name) => how.required.includes(name))
      if (isFinal || names.length - how.required.length < 1 || names.length === 1) throw error
      if (bad.length === 0) return oneByOne(rest, how, { dropped, refusal: error })
      for (const attribute of bad) dropped.push({ attribute, reason: error.reason ?? error.code })
      rest = only(rest, (name) => !bad.includes(name))
    }
  }
}

/** Writes the required attributes, then adds each other one; throws the first refusal if none was written. */
async function oneByOne<Value>(
  rest: Attributes,
  { required, write, add }: AttributeWrite<Value>,
  { dropped, refusal }: { readonly dropped: Dropped[]; readonly refusal: unknown },
): Promise<{ readonly value: Value; readonly dropped: readonly Dropped[] }> {
  let last: { readonly value: Value } | undefined
  if (required.length > 0) last = { value: await write(only(rest, (name) => required.includes(name))) }
  for (const attribute of Object.keys(rest) as Attribute[]) {
    if (required.includes(attribute)) continue
    try {
      last = {
        value: await add(
          only(rest, (name) => name === attribute),
          last?.value,
        ),
      }
    } catch (error) {
      if (!isRefusedValue(error)) throw error
      dropped.push({ attribute, reason: error.reason ?? error.code })
    }
  }
  if (!last) throw refusal
  return { value: last.value, dropped }
}

function only(attributes: Attributes, isKept: (name: Attribute) => boolean): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => isKept(name as Attribute)))
}

/** What of a step was written. */
export function withoutDropped(step: Step, dropped: readonly Dropped[] = []): Step {
  if (dropped.length === 0 || (step.kind !== 'createUser' && step.kind !== 'updateUser')) return step
  return { ...step, to: only(step.to, (name) => dropped.every(({ attribute }) => attribute !== name)) }
}
