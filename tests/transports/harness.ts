import type { Transport } from '../../src/index.ts'
import type { ClosableTransport } from '../../src/transports/closable-transport.ts'

/** What a contract asks of whoever runs it: vitest gives it, and so do a few lines (`record-harness.ts`). */
export interface Runner {
  it(name: string, test: () => Promise<void>): void
  expect(value: unknown): {
    toEqual(expected: unknown): void
    toMatch(expected: RegExp): void
  }
}

/** A transport, perhaps one that can be closed. */
export type Opened = Transport & { readonly close?: ClosableTransport['close'] }

/** What a promise rejects with. */
export async function caught(promise: PromiseLike<unknown>): Promise<unknown> {
  let value: unknown
  try {
    value = await promise
  } catch (error) {
    return error
  }
  throw new Error(`no error, but ${JSON.stringify(value)?.slice(0, 200)}`)
}

/** Waits until something holds, at the most two seconds. */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 2000
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`after two seconds still not: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
