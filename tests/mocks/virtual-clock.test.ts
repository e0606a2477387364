import { describe, expect, it, vi } from 'vitest'
import { EmulatorError, virtualClock } from '../../mocks/index.ts'
import { turns } from '../support/outcome.ts'

describe('virtualClock', () => {
  it('jumps to each timer in order, and takes no time', async () => {
    const clock = virtualClock({ start: 1000 })
    const seen: string[] = []
    const started = performance.now()
    clock.setTimeout(() => seen.push(`hour ${clock.now()}`), 3_600_000)
    clock.setTimeout(() => seen.push(`second ${clock.now()}`), 1000)
    clock.setTimeout(() => seen.push(`also ${clock.now()}`), 1000)
    await clock.sleep(7_200_000)
    expect(seen).toEqual(['second 2000', 'also 2000', 'hour 3601000'])
    expect([clock.elapsed(), clock.pending]).toEqual([7_200_000, 0])
    expect(performance.now() - started).toBeLessThan(1000)
  })

  it('stands still while something can happen without waiting', async () => {
    const clock = virtualClock()
    let fired = false
    clock.setTimeout(() => {
      fired = true
    }, 1)
    for (let n = 0; n < 1000; n++) await Promise.resolve()
    expect([fired, clock.elapsed()]).toEqual([false, 0])
    await turns()
    expect([fired, clock.elapsed()]).toEqual([true, 1])
  })

  it('lets a timer cancel another one of the same time', async () => {
    const clock = virtualClock()
    const second = vi.fn()
    clock.setTimeout(() => Promise.resolve().then(() => clock.clearTimeout(timer)), 5)
    const timer = clock.setTimeout(second, 5)
    await clock.sleep(10)
    expect(second).not.toHaveBeenCalled()
  })

  it('goes on after a callback that throws', async () => {
    const thrown = vi.fn()
    process.once('uncaughtException', thrown)
    const others = process.listeners('uncaughtException').filter((listener) => listener !== thrown)
    for (const listener of others) process.off('uncaughtException', listener)
    const clock = virtualClock()
    clock.setTimeout(() => {
      throw new Error('on purpose')
    }, 1)
    await clock.sleep(2)
    for (const listener of others) process.on('uncaughtException', listener)
    expect(thrown).toHaveBeenCalledTimes(1)
  })

  it('stands still while something real happens outside', async () => {
    const clock = virtualClock()
    const timer = vi.fn()
    clock.setTimeout(timer, 1)
    const real = new Promise((resolve) => setTimeout(() => resolve('answer'), 20))
    expect(await clock.outside(real)).toBe('answer')
    expect(timer).not.toHaveBeenCalled()
    await expect(clock.outside(Promise.reject(new Error('lost')))).rejects.toThrow('lost')
    await turns()
    expect(timer).toHaveBeenCalled()
  })

  it('passes no time outside of run when autoAdvance is false', async () => {
    const clock = virtualClock({ autoAdvance: false })
    const timer = vi.fn()
    clock.setTimeout(timer, 1000)
    await turns()
    expect([timer.mock.calls.length, clock.pending]).toEqual([0, 1])
    await clock.run(clock.sleep(500))
    expect([timer.mock.calls.length, clock.elapsed()]).toEqual([0, 500])
    await clock.run(clock.sleep(500))
    expect([timer.mock.calls.length, clock.elapsed()]).toEqual([1, 1000])
  })

  it('advances at once, and fires what is due by then in order', () => {
    const clock = virtualClock({ start: 0, autoAdvance: false })
    const seen: number[] = []
    const note = (): void => {
      seen.push(clock.now())
      if (seen.length < 3) clock.setTimeout(note, 10)
    }
    clock.setTimeout(note, 10)
    clock.setTimeout(() => seen.push(-1), 26)
    clock.advance(25)
    expect([seen, clock.now(), clock.pending]).toEqual([[10, 20], 25, 2])
    clock.advance(5)
    expect([seen, clock.now()]).toEqual([[10, 20, -1, 30], 30])
  })

  it('rejects a run that would never end', async () => {
    const clock = virtualClock()
    await expect(clock.run(new Promise(() => undefined))).rejects.toThrow(EmulatorError)
    expect(await clock.run(clock.sleep(1).then(() => 'after'))).toBe('after')
  })

  it('fires 5,000 timers in order of time', async () => {
    const clock = virtualClock()
    const seen: number[] = []
    const due = Array.from({ length: 5000 }, (_, index) => (index * 7919) % 5000)
    for (const at of due) clock.setTimeout(() => seen.push(at), at)
    await clock.sleep(5000)
    expect(seen).toEqual([...due].sort((a, b) => a - b))
  })

  it('refuses unknown options and invalid values', () => {
    const bad = (options: object) => () => virtualClock(options)
    expect(bad({ strat: 1 })).toThrow("virtualClock: strat: unknown key: did you mean 'start'?")
    expect(bad({ start: new Date() })).toThrow('milliseconds')
  })

  it('works where there is no setImmediate', async () => {
    vi.stubGlobal('setImmediate', undefined)
    const clock = virtualClock()
    vi.unstubAllGlobals()
    await clock.sleep(60_000)
    expect(clock.elapsed()).toBe(60_000)
  })
})
