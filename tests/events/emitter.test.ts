import { describe, expect, it } from 'vitest'
import { createEmitter } from '../../src/events/emitter.ts'

describe('createEmitter', () => {
  it('passes each event to every observer in order', () => {
    const seen: string[] = []
    const emit = createEmitter<string>([
      (one) => seen.push(`a ${one}`),
      undefined,
      (one) => seen.push(`b ${one}`),
    ])
    emit('x')
    emit('y')
    expect(seen).toEqual(['a x', 'b x', 'a y', 'b y'])
  })

  it('swallows exceptions and rejections of observers', async () => {
    const rejections: unknown[] = []
    const listener = (reason: unknown): number => rejections.push(reason)
    process.on('unhandledRejection', listener)
    const seen: string[] = []
    const emit = createEmitter<string>([
      () => {
        throw new Error('sync')
      },
      async () => {
        throw new Error('async')
      },
      (one) => seen.push(one),
    ])
    emit('x')
    await new Promise((resolve) => setTimeout(resolve, 5))
    process.off('unhandledRejection', listener)
    expect([seen, rejections]).toEqual([['x'], []])
  })
})
