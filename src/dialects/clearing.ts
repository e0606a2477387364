/** Null clears, and one space is how 1.1 clears a text (https://docs.slack.dev/reference/scim-api). */
export function isCleared(value: unknown): boolean {
  return value === null || value === ' '
}
