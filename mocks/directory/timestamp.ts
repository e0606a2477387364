/** Milliseconds of an hour. */
const HOUR = 3_600_000

/**
 * Formats a time as Slack writes `meta.created`: Pacific time with its offset, with daylight saving time.
 *
 * The US rule since 2007 is computed here, because not every runtime has time zone data.
 */
export function pacificTimestamp(milliseconds: number): string {
  const offset = isPacificSummer(milliseconds) ? -7 : -8
  const local = new Date(milliseconds + offset * HOUR).toISOString().slice(0, 19)
  return `${local}-0${-offset}:00`
}

function isPacificSummer(milliseconds: number): boolean {
  const year = new Date(milliseconds - 8 * HOUR).getUTCFullYear()
  // 02:00 local: 10:00 UTC on the second Sunday of March, 09:00 UTC on the first of November.
  return milliseconds >= sunday(year, 2, 2) + 10 * HOUR && milliseconds < sunday(year, 10, 1) + 9 * HOUR
}

/** The start of the nth Sunday of a month, in UTC. */
function sunday(year: number, month: number, nth: number): number {
  // The first day of the epoch was a Thursday.
  const firstDay = (Date.UTC(year, month, 1) / 86_400_000 + 4) % 7
  return Date.UTC(year, month, 1 + ((7 - firstDay) % 7) + 7 * (nth - 1))
}
