/** Slack tokens, and credentials in headers and URLs. */
const SECRETS = /xox[a-z][-.][\w.-]+|((?:bearer|basic)\s+)[^\s"',;]+|(\/\/)[^\s/@:]*:[^\s/@]*(?=@)/gi

/** Replaces the secrets in a text, and every occurrence of the given one. */
export function redact(text: string, secret?: string): string {
  const known = secret ? text.split(secret).join('(redacted)') : text
  return known.replace(SECRETS, (_match, scheme = '', slashes = '') => `${scheme}${slashes}(redacted)`)
}
