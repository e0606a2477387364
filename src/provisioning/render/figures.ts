const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** `1204` to `1,204`. */
export function grouped(count: number): string {
  return count.toLocaleString('en-US')
}

/** `1` and `step` to `1 step`, `2` to `2 steps`; with a plural of its own, `person` to `2 people`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${grouped(count)} ${count === 1 ? noun : plural}`
}

/** An ISO 8601 time to `29 Nov 2026 09:00 UTC`; any other text as it is. */
export function dated(time: string): string {
  const date = new Date(time)
  if (Number.isNaN(date.getTime())) return time
  const clock = date.toISOString().slice(11, 16)
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()} ${clock} UTC`
}

/** How long before `until` a time was, such as `3 h old`; nothing under a minute, or where either is no time. */
export function age(time: string, until: string): string {
  const milliseconds = new Date(until).getTime() - new Date(time).getTime()
  if (!(milliseconds >= MINUTE)) return ''
  if (milliseconds < HOUR) return `${Math.floor(milliseconds / MINUTE)} min old`
  if (milliseconds < 2 * DAY) return `${Math.floor(milliseconds / HOUR)} h old`
  return `${Math.floor(milliseconds / DAY)} days old`
}

/** Seconds to `15 s`, `5 min`, `2 h`. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`
  if (seconds < 90 * 60) return `${Math.ceil(seconds / 60)} min`
  return `${Math.ceil(seconds / 3600)} h`
}
