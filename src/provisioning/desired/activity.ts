import { SCIMConfigurationError } from '../../errors/configuration-error.ts'

/** When a person is to work in Slack. Absent or empty: without that limit. */
export interface ActivityWindow {
  /** The first day, as `YYYY-MM-DD`, or the first moment. */
  readonly from?: string | undefined
  /** The last day, which counts in full, or the moment of the end. */
  readonly until?: string | undefined
}

/** Options of {@link activityClock}. */
export interface ActivityOptions {
  readonly now: Date
  /** The IANA zone of days and times without an offset; default `UTC`. */
  readonly timeZone?: string | undefined
}

/**
 * Makes the function that tells whether `now` is within a window. Days begin at midnight of the time zone, so a person
 * who leaves on a Friday in Tokyo works until Friday ends there. The time of day is compared as clocks on the wall
 * show it, so a change to summer time moves no day.
 *
 * @param options - `now` and `timeZone`
 * @returns the function; it returns undefined for a text that is no date
 * @throws {@link SCIMConfigurationError} for an unknown time zone
 *
 * @example
 * ```ts
 * import { activityClock } from 'slack-scim/provisioning'
 *
 * const isActive = activityClock({ now: new Date('2026-11-27T16:00:00Z'), timeZone: 'Asia/Tokyo' })
 * console.log(isActive({ until: '2026-11-27' })) // false: it is Saturday in Tokyo
 * ```
 */
export function activityClock({
  now,
  timeZone = 'UTC',
}: ActivityOptions): (window: ActivityWindow) => boolean | undefined {
  const local = wallTime(now, timeZone)
  /** Negative before a limit, positive after it; undefined for no date. */
  const since = (limit: string): number | undefined => {
    const text = limit.trim()
    if (!isDate(text)) return undefined
    if (hasOffset(text)) return now.getTime() - Date.parse(isoTime(text))
    const wanted = text.replace(' ', 'T')
    const reached = local.slice(0, wanted.length)
    return reached < wanted ? -1 : reached > wanted ? 1 : 0
  }
  return ({ from, until }) => {
    const begun = from ? since(from) : 1
    const ended = until ? since(until) : -1
    if (begun === undefined || ended === undefined) return undefined
    // A day counts in full, a moment ends where it stands.
    return begun >= 0 && (ended < 0 || (ended === 0 && until?.trim().length === DAY))
  }
}

/** The length of `YYYY-MM-DD`. */
const DAY = 10
/** Hours and minutes of an offset. */
const OFFSET = /[+-](\d\d):?(\d\d)$/

/** Whether a text is a day, or a time with or without seconds and offset, that the calendar has. */
export function isDate(text: string): boolean {
  const shape = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?$/
  if (!shape.test(text)) return false
  const day = Date.parse(`${text.slice(0, DAY)}T00:00:00Z`)
  // Date.parse takes February 30 for a day in March.
  if (Number.isNaN(day) || !new Date(day).toISOString().startsWith(text.slice(0, DAY))) return false
  const time = text.slice(DAY + 1, DAY + 9)
  const [, hours = '00', minutes = '00'] = OFFSET.exec(text.slice(DAY)) ?? []
  return time < '24' && !/:[6-9]/.test(time) && hours < '24' && minutes < '60'
}

/** A time as every engine reads it: with a `T`, and a colon in its offset. */
function isoTime(text: string): string {
  return text.replace(' ', 'T').replace(OFFSET, (offset) => `${offset.slice(0, 3)}:${offset.slice(-2)}`)
}

/** Whether a text is a moment everywhere: a time with an offset. */
export function hasOffset(text: string): boolean {
  return text.length > DAY && /(?:Z|[+-]\d\d:?\d\d)$/.test(text.slice(DAY))
}

/** A moment as clocks of a zone show it: `YYYY-MM-DDTHH:MM:SS`. */
function wallTime(moment: Date, timeZone: string): string {
  const format = formatter(timeZone)
  if (!format) throw new SCIMConfigurationError(`activityClock: timeZone: unknown: use an IANA name`)
  const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, value]))
  const at = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? ''
  return `${at('year').padStart(4, '0')}-${at('month')}-${at('day')}T${at('hour')}:${at('minute')}:${at('second')}`
}

function formatter(timeZone: string): Intl.DateTimeFormat | undefined {
  const two = '2-digit'
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: two,
      day: two,
      hour: two,
      minute: two,
      second: two,
    })
  } catch {
    return undefined
  }
}

/** Names that were looked up: a formatter takes 0.2 ms to make, and 100,000 people share a few zones. */
const zones = /* @__PURE__ */ new Map<string, boolean>()
/** Names of a hostile file are not kept without end. */
const MAX_ZONES = 1000

/** Whether there is a time zone of that name. */
export function isTimeZone(name: string): boolean {
  const known = zones.get(name)
  if (known !== undefined) return known
  if (zones.size >= MAX_ZONES) zones.clear()
  const exists = formatter(name) !== undefined
  zones.set(name, exists)
  return exists
}
