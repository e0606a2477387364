/** What is left of a limit after the first refusal for which there is no explanation but another app. */
const FIRST_STEP = 0.5
/** How long it takes from there to all of the limit, unless another refusal says how much there is. */
const SEARCH = 10 * 60_000
/** What is taken of what there seems to be. */
const KEPT = 0.97
/** The most that a later refusal takes away. */
const LATER_STEP = 0.7
/** What was learned is held for so long, and then taken for what there is. */
const HOLD = 10 * 60_000
/** How long it takes after that to try all of the limit again; doubled each time that the try fails. */
const FIRST_SPAN = 20 * 60_000
const LONGEST_SPAN = 60 * 60_000
/** After so long the other app is another one. */
const MEMORY = 120 * 60_000
/** Little enough to be no burden, much enough to notice that the other app has gone. */
const LEAST = 0.05

/** What a bucket has learned from refusals; shares are parts of what is ours of the limit. */
export interface Lesson {
  /** The share that is held; 1 when it was found that all of the limit is there again. */
  readonly share: number
  /** When the refusal was that taught it. */
  readonly at: number
  /** For how many milliseconds the share is held; 0 while it is not known how much there is. */
  readonly hold: number
  /** Milliseconds from the end of the hold to all of the limit. */
  readonly span: number
}

/** Nothing learned: all of the limit is there. */
export const UNTAUGHT: Lesson = { share: 1, at: Number.NEGATIVE_INFINITY, hold: 0, span: SEARCH }

/** What was let through before a refusal; rates are parts of what is ours of the limit. */
export interface Evidence {
  /** In the last minute. */
  readonly use: number
  /** By the minute since the refusal before. */
  readonly passed: number
  /** The milliseconds since then in which there was something to let through. */
  readonly time: number
}

/**
 * The share that there is after a lesson: held at first, then growing with the third power of time, so that
 * most of the attempt is spent near what held. CUBIC (RFC 9438) leaves its plateau in the same way.
 */
export function shareAt({ share, at, hold, span }: Lesson, now: number): number {
  const progress = Math.min(1, Math.max(0, (now - at - hold) / span))
  return share + (1 - share) * progress ** 3
}

/** When all of the limit is taken again. */
export function endOf({ at, hold, span }: Lesson): number {
  return at + hold + span
}

/**
 * What a refusal teaches.
 *
 * The first says only that another app is there: half is taken, and more and more of it until the next refusal
 * says how much there is. That is held, and what has held for long is only corrected.
 */
export function afterRefusal(lesson: Lesson, evidence: Evidence, now: number): Lesson {
  const { share, at, hold, span } = lesson
  if (now - at > MEMORY) return { share: FIRST_STEP, at: now, hold: 0, span: SEARCH }
  const current = shareAt(lesson, now)
  const held = hold > 0 && share < 1 && now - at > hold
  const next = held
    ? between(share, 0.9 * current, KEPT * current)
    : between(KEPT * available(evidence), LATER_STEP * current, KEPT * current)
  return {
    share: Math.max(LEAST, next),
    at: now,
    hold: HOLD,
    span: held ? Math.min(2 * span, LONGEST_SPAN) : Math.max(span, FIRST_SPAN),
  }
}

/**
 * The part of the limit that there is, now that nothing is left of it.
 *
 * By a window or a log it is what the last minute has seen. A token bucket may have given what it had saved as
 * well, so that this is too much. What has passed since it was last empty is nearer, unless it was full in between:
 * then that is too little, which is so when the last refusal is long ago. A few seconds prove nothing.
 */
function available({ use, passed, time }: Evidence): number {
  if (time < 10_000) return 0.9 * use
  return time > 120_000 ? use : Math.min(passed, use)
}

function between(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
