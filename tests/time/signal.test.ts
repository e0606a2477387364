import { describe, expect, it, vi } from 'vitest'
import { createEmulator } from '../../mocks/index.ts'
import { SCIMClient } from '../../src/index.ts'
import { onAbort } from '../../src/time/signal.ts'

/** A signal, and how many listeners it has. */
function counted(): { controller: AbortController; listeners: () => number } {
  const controller = new AbortController()
  const { signal } = controller
  const add = vi.spyOn(signal, 'addEventListener')
  const remove = vi.spyOn(signal, 'removeEventListener')
  return { controller, listeners: () => add.mock.calls.length - remove.mock.calls.length }
}

describe('onAbort', () => {
  it('shares one listener between all callbacks of a signal', () => {
    const { controller, listeners } = counted()
    const called: number[] = []
    const removers = Array.from({ length: 40 }, (_, index) =>
      onAbort(controller.signal, () => called.push(index)),
    )
    expect(listeners()).toBe(1)
    removers[3]?.()
    removers[3]?.()
    controller.abort('stop')
    expect(called).toEqual(Array.from({ length: 40 }, (_, index) => index).filter((index) => index !== 3))
    expect(listeners()).toBe(0)
  })

  it('keeps no listener once the last callback is removed', () => {
    const { controller, listeners } = counted()
    const callback = vi.fn()
    const [first, second] = [onAbort(controller.signal, callback), onAbort(controller.signal, callback)]
    first()
    expect(listeners()).toBe(1)
    second()
    expect(listeners()).toBe(0)
    controller.abort()
    expect(callback).not.toHaveBeenCalled()
  })

  it('calls back at once with the reason of a signal that has aborted', () => {
    const callback = vi.fn()
    onAbort(AbortSignal.abort('late'), callback)
    expect(callback).toHaveBeenCalledExactlyOnceWith('late')
  })

  it('takes new callbacks while the others are called', () => {
    const controller = new AbortController()
    const callback = vi.fn()
    onAbort(controller.signal, () => onAbort(controller.signal, callback))
    controller.abort('stop')
    expect(callback).toHaveBeenCalledExactlyOnceWith('stop')
  })
})

describe('forty calls with one signal', () => {
  it('give no warning of listeners and leave none', async () => {
    const warnings: Error[] = []
    const onWarning = (warning: Error): number => warnings.push(warning)
    process.on('warning', onWarning)
    const { controller, listeners } = counted()
    const emulator = createEmulator({ seed: { users: [{ id: 'U1', userName: 'jo' }] } })
    const scim = new SCIMClient(emulator.token, { transport: emulator.transport })
    const calls = Array.from({ length: 40 }, () => scim.readUser('U1', { signal: controller.signal }))
    expect(listeners()).toBeLessThanOrEqual(1)
    await Promise.all(calls)
    await new Promise((resolve) => setTimeout(resolve, 5))
    process.off('warning', onWarning)
    expect([warnings, listeners()]).toEqual([[], 0])
  })
})
