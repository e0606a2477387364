/** What is left of a limit after the first refusal for which there is no explanation but another app. */
const FIRST_STEP = 0.7
/** The most that a later refusal takes away. */
const LATER_STEP = 0.7
/** What held for so long is taken for what there is. */
const HOLD = 10 * 60_000
/** How long it takes after that to try all of the limit again; doubled each time that the try fails. */
const FIRST_SPAN = 20 * 60_000
const LONGEST_SPAN = 60 * 60_000
/** Little enough to be no burden, much enough to notice that the other app has gone. */
const LEAST = 0.05

/** What a bucket has learned from refusals. */
export interface Lesson {
  /** The share that is held. */
  readonly share: number
  /** When the last refusal was. */
  readonly at: number
  /** Milliseconds from the end of the hold to all of the limit. */
  readonly span: number
}

/** Nothing learned: all of the limit is there. */
export const UNTAUGHT: Lesson = { share: 1, at: Number.NEGATIVE_INFINITY, span: FIRST_SPAN }

/**
 * The share that there is after a lesson: held at first, then growing with the third power of time, so that
 * most of the attempt is spent near what held. CUBIC (RFC 9438) leaves its plateau in the same way.
 */
export function shareAt({ share, at, span }: Lesson, now: number): number {
  const progress = Math.min(1, Math.max(0, (now - at - HOLD) / span))
  return share + (1 - share) * progress ** 3
}

/**
 * What a refusal teaches.
 *
 * A refusal says that nothing is left. So what was let through since the last one is what there was in that
 * time: by a token bucket exactly, by a window or a log at most. That is learned while there is little else
 * to go by; what has held for long is only corrected.
 *
 * @param passed - the part of the limit that was let through since the last refusal
 */
export function afterRefusal(lesson: Lesson, passed: number, now: number): Lesson {
  const { share, at, span } = lesson
  const current = shareAt(lesson, now)
  if (current === 1) return { share: FIRST_STEP, at: now, span: FIRST_SPAN }
  const held = now - at > HOLD
  const next = held
    ? between(share, 0.9 * current, 0.97 * current)
    : between(0.97 * passed, LATER_STEP * share, 0.97 * share)
  return { share: Math.max(LEAST, next), at: now, span: held ? Math.min(2 * span, LONGEST_SPAN) : span }
}

function between(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
