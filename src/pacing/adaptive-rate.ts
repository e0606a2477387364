/** What is left of a limit after the first refusal. */
const FIRST_SHARE = 0.5
/** Milliseconds from there to the whole limit, unless another refusal shows how much there is. */
const SEARCH = 10 * 60_000
/** Fraction of the estimated available rate that is used. */
const KEPT = 0.97
/** The least that a later refusal leaves of the current share. */
const LATER_STEP = 0.7
/** Milliseconds for which a share is held before more is tried. */
const HOLD = 10 * 60_000
/** Milliseconds from the end of the hold to the whole limit; doubled each time that the attempt fails. */
const FIRST_SPAN = 20 * 60_000
export const LONGEST_SPAN: number = 60 * 60_000
/** After so many milliseconds without a refusal, the estimate starts anew. */
const MEMORY = 120 * 60_000
/** The smallest share: no burden to the other app, and enough to notice when it has gone. */
export const LEAST_SHARE = 0.05

/** The share of a limit that is used after refusals; shares are parts of what is ours of the limit. */
export interface AdaptiveRate {
  /** The share that is held; 1 once the whole limit is used again. */
  readonly share: number
  /** When the last refusal came that changed the rate. */
  readonly at: number
  /** For how many milliseconds the share is held; 0 while it is not known how much there is. */
  readonly hold: number
  /** Milliseconds from the end of the hold to the whole limit. */
  readonly span: number
}

/** The rate before any refusal: the whole limit. */
export const FULL_RATE: AdaptiveRate = { share: 1, at: Number.NEGATIVE_INFINITY, hold: 0, span: SEARCH }

/** What was let through before a refusal; rates are parts of what is ours of the limit. */
export interface Evidence {
  /** In the last minute. */
  readonly use: number
  /** Per minute since the refusal before. */
  readonly passed: number
  /** The milliseconds since then in which there were requests to let through. */
  readonly time: number
}

/**
 * The share at a time: held at first, then growing with the third power of time, so that most of the attempt is
 * spent near the share that held. CUBIC (RFC 9438) leaves its plateau in the same way.
 */
export function shareAt({ share, at, hold, span }: AdaptiveRate, now: number): number {
  const progress = Math.min(1, Math.max(0, (now - at - hold) / span))
  return share + (1 - share) * progress ** 3
}

/** When the whole limit is used again. */
export function endOf({ at, hold, span }: AdaptiveRate): number {
  return at + hold + span
}

/**
 * The rate after a refusal.
 *
 * The first refusal shows only that another app is there: the share is halved, then grows until the next refusal
 * shows how much there is. That share is held. A refusal after the hold only corrects it.
 */
export function afterRefusal(rate: AdaptiveRate, evidence: Evidence, now: number): AdaptiveRate {
  const { share, at, hold, span } = rate
  if (now - at > MEMORY) return { share: FIRST_SHARE, at: now, hold: 0, span: SEARCH }
  const current = shareAt(rate, now)
  const held = hold > 0 && share < 1 && now - at > hold
  const next = held
    ? between(share, 0.9 * current, KEPT * current)
    : between(KEPT * available(evidence), LATER_STEP * current, KEPT * current)
  return {
    share: Math.max(LEAST_SHARE, next),
    at: now,
    hold: HOLD,
    span: held ? Math.min(2 * span, LONGEST_SPAN) : Math.max(span, FIRST_SPAN),
  }
}

/**
 * The available part of the limit, at the moment when it is used up.
 *
 * By a window or a log it is the use of the last minute. A token bucket may have given its saved tokens as well, so that
 * this is too much. What has passed since the bucket was last empty is nearer, unless it was full in between, as it
 * was if the last refusal is long ago. A few seconds prove nothing.
 */
function available({ use, passed, time }: Evidence): number {
  if (time < 10_000) return 0.9 * use
  return time > 120_000 ? use : Math.min(passed, use)
}

/** A value held between two others. */
export function between(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
