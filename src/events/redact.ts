/** Tokens of Slack, credentials in headers and in URLs: whatever of these stands in a text is a secret. */
const SECRETS = /xox[a-z][-.][\w.-]+|((?:bearer|basic)\s+)[^\s"',;]+|(\/\/)[^\s/@:]*:[^\s/@]*(?=@)/gi

/** A text with its secrets replaced, and the given one wherever it stands. */
export function redact(text: string, secret?: string): string {
  const known = secret ? text.split(secret).join('(redacted)') : text
  return known.replace(SECRETS, (_match, scheme = '', slashes = '') => `${scheme}${slashes}(redacted)`)
}
