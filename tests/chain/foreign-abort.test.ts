import { describe, expect, it } from 'vitest'
import { type Middleware, SCIMAbortError, SCIMClient, SCIMError, SCIMTimeoutError } from '../../src/index.ts'
import { caught, failure } from '../support/outcome.ts'
import { recordingClock } from '../support/recording-clock.ts'
import { scripted } from '../support/scripted-transport.ts'

/** The error of a call that hung until its caller aborted with `reason`. */
async function abortedWith(reason: unknown): Promise<SCIMAbortError> {
  const controller = new AbortController()
  const { transport } = scripted('hang')
  const call = new SCIMClient('xoxp-test', { transport }).createUser(
    { userName: 'ada', emails: [{ value: 'ada@example.com' }] },
    { signal: controller.signal },
  )
  setTimeout(() => controller.abort(reason), 5)
  return failure(call, SCIMAbortError)
}

describe('a signal that aborts with an error of another call', () => {
  it('rejects with an abort error of this call when the reason is a timeout of another call', async () => {
    const other = await failure(
      new SCIMClient('xoxp-test', {
        transport: scripted('hang').transport,
        clock: recordingClock(),
      }).readUser('U9'),
      SCIMTimeoutError,
    )
    const error = await abortedWith(other)
    expect(error).toMatchObject({ code: 'aborted', applied: 'unknown', attempts: 1 })
    expect(error.cause).toBe(other)
    expect(error.message).toMatch(/^createUser: POST Users /)
  })

  it('rejects with an abort error of this call when the reason is an abort error of another call', async () => {
    const other = await abortedWith('over')
    const error = await abortedWith(other)
    expect(error).not.toBe(other)
    expect(error.cause).toBe(other)
  })

  it('rejects with an abort error of this call when a middleware aborts with another error of the library', async () => {
    const foreign = new SCIMError({ name: 'SCIMTimeoutError', code: 'timeout', message: 'of somebody else' })
    const aborting: Middleware = {
      name: 'aborting',
      stage: 'attempt',
      handle(request, next) {
        const signal = AbortSignal.any([
          request.signal ?? new AbortController().signal,
          AbortSignal.abort(foreign),
        ])
        return next({ ...request, signal })
      },
    }
    const { transport } = scripted('hang')
    const scim = new SCIMClient('xoxp-test', { transport, middleware: [aborting], retryHandlers: [] })
    expect(await caught(scim.readUser('U1'))).toMatchObject({ code: 'aborted', cause: foreign })
  })
})
