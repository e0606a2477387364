import { expect } from 'vitest'
import { SCIMClient, type SCIMClientOptions, SCIMConfigurationError, SCIMError } from '../../src/index.ts'

type ErrorClass = abstract new (...args: never[]) => Error

/** The error that a promise rejects with, of the given class. */
export async function failure<T extends ErrorClass>(
  promise: PromiseLike<unknown>,
  type: T,
): Promise<InstanceType<T>> {
  const error = await caught(promise)
  expect(SCIMError.is(error), `one of ours, not ${error}`).toBe(true)
  expect(error).toBeInstanceOf(type)
  return error as InstanceType<T>
}

/** Whatever a promise rejects with. */
export async function caught(promise: PromiseLike<unknown>): Promise<unknown> {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('it did not fail')
}

/** The error of a client that cannot be made. */
export function refused(options: unknown): SCIMConfigurationError {
  try {
    new SCIMClient('xoxp-test', options as SCIMClientOptions)
  } catch (error) {
    expect(error).toBeInstanceOf(SCIMConfigurationError)
    return error as SCIMConfigurationError
  }
  throw new Error('it was accepted')
}

/** The value, with everything in it frozen, so that a write to it throws. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const key of Reflect.ownKeys(value)) deepFreeze((value as Record<PropertyKey, unknown>)[key])
  }
  return value
}

/** Lets everything that is under way go on for a few turns of the event loop. */
export async function turns(count = 5): Promise<void> {
  for (let n = 0; n < count; n++) await new Promise<void>((resolve) => setImmediate(resolve))
}
