import { expect, it } from 'vitest'
import { Call } from '../../src/chain/call.ts'
import { operationOf } from '../../src/protocol/operations.ts'
import { systemClock } from '../../src/time/clock.ts'

it('keeps the error of work that failed before its signal aborted', async () => {
  const controller = new AbortController()
  const limits = { timeout: 1000, deadline: 1000, token: null }
  const call = new Call(operationOf('readUser', '1.1'), {
    version: '1.1',
    clock: systemClock(),
    limits,
    emit: undefined,
  })
  const request = {
    method: 'GET',
    path: 'Users/U1',
    query: {},
    headers: {},
    signal: controller.signal,
  } as const
  const failure = new Error('refused')
  const done = call.untilAborted(request, Promise.reject(failure))
  // After the work has failed, and before that has reached the caller.
  queueMicrotask(() => controller.abort())
  await expect(done).rejects.toBe(failure)
  expect(controller.signal.aborted).toBe(true)
})
