import { describe, expect, it } from 'vitest'
import {
  type AdaptiveRate,
  afterRefusal,
  type Evidence,
  endOf,
  FULL_RATE,
  shareAt,
} from '../../src/pacing/adaptive-rate.ts'

const MINUTE = 60_000
const first = afterRefusal(FULL_RATE, { use: 1, passed: 0, time: MINUTE }, 0)

/** A refusal at a time, with the evidence before it. */
const refused = (rate: AdaptiveRate, at: number, evidence: Partial<Evidence>): AdaptiveRate =>
  afterRefusal(rate, { use: 1, passed: 1, time: at, ...evidence }, at)

describe('afterRefusal', () => {
  it('halves the share after the first refusal, from where it grows slowly, then fast', () => {
    expect([0, 2, 5, 8, 10, 60].map((minute) => Number(shareAt(first, minute * MINUTE).toFixed(3)))).toEqual([
      0.5, 0.504, 0.563, 0.756, 1, 1,
    ])
    expect(endOf(first)).toBe(10 * MINUTE)
  })

  it('holds the use of the last minute after the second refusal, then grows beyond it', () => {
    const second = refused(first, 7 * MINUTE, { use: 0.65, passed: 0.55 })
    expect(second.share).toBeCloseTo(0.97 * 0.65)
    expect(shareAt(second, 17 * MINUTE)).toBe(second.share)
    expect(shareAt(second, 27 * MINUTE)).toBeGreaterThan(0.65)
    expect(shareAt(second, 37 * MINUTE)).toBe(1)
  })

  it('takes what has passed since the last refusal when that is recent', () => {
    const second = refused(first, 7 * MINUTE, { use: 0.65 })
    expect(refused(second, 8 * MINUTE, { time: MINUTE, passed: 0.58, use: 0.7 }).share).toBeCloseTo(
      0.97 * 0.58,
    )
  })

  it('changes the share by small steps when refusals come within seconds', () => {
    const share = (evidence: Partial<Evidence>): number => refused(first, 5000, evidence).share
    expect(share({ time: 5000, passed: 0.1, use: 0.5 })).toBeCloseTo(0.97 * 0.9 * 0.5)
    expect(share({ time: 5000, passed: 9, use: 9 })).toBeCloseTo(0.97 * 0.5)
    expect(share({ time: 5000, passed: 0, use: 0 })).toBeCloseTo(0.7 * 0.5)
  })

  it('only corrects a share that has held, and makes the next attempt take longer', () => {
    const second = refused(first, 7 * MINUTE, { use: 0.65 })
    const third = refused(second, 27 * MINUTE, { use: 0.2 })
    expect(third.share).toBeCloseTo(second.share)
    expect(third.span).toBe(2 * second.span)
    expect(refused(third, 28 * MINUTE, {}).span).toBe(third.span)
  })

  it('remembers refusals for two hours after the whole limit is used again', () => {
    const recovered = { ...first, share: 1 }
    expect(refused(recovered, 11 * MINUTE, { use: 1 }).share).toBeCloseTo(0.97)
    expect(refused(recovered, 121 * MINUTE, { use: 1 }).share).toBe(0.5)
  })

  it('never goes below the smallest share', () => {
    const last = Array.from({ length: 20 }).reduce<AdaptiveRate>(
      (rate, _, minute) => refused(rate, minute * MINUTE, { use: 0, passed: 0 }),
      first,
    )
    expect(last.share).toBe(0.05)
  })
})
