/** Slack's own profile fields. One invalid value at creation drops all profile fields without a word. */
export interface SlackProfile {
  /** The first day, for example `2024-04-10T00:00:00+0000`, echoed as sent. */
  startDate?: string | null | undefined
}
