/** What stands in the place of a secret. */
const MASK = '(redacted)'

/** Shorter values are no credentials, and masking them would tear words apart. */
const MIN_SECRET = 8

/** Slack's tokens, credentials behind a scheme of RFC 9110 11.4, and those of a URL. */
const SECRETS = /xox[a-z][-.][\w.-]+|\b(bearer|basic)(\s+)([^\s"',;]+)|(\/\/)[^\s/@:]*:[^\s/@]*(?=@)/gi

/**
 * Masks secrets in a text: those given, wherever they stand, and what looks like one. Words stay whole: prose such
 * as `Invalid bearer token` is not changed.
 *
 * @param text - any text
 * @param secrets - known secrets; those of fewer than 8 characters are masked only behind `Bearer` and `Basic`
 */
export function redact(text: string, ...secrets: readonly string[]): string {
  let shown = text
  for (const secret of secrets) {
    // A part of the mask would be masked again.
    if (secret.length < MIN_SECRET || MASK.includes(secret)) continue
    // A service may echo it in a URL, which holds no half of a surrogate pair, or in JSON.
    const inURL = /\p{Cs}/u.test(secret) ? secret : encodeURIComponent(secret)
    const forms = [secret, inURL, JSON.stringify(secret).slice(1, -1)]
    for (const form of forms) shown = shown.split(form).join(MASK)
  }
  return shown.replace(SECRETS, (match, ...groups) => {
    const [scheme, gap, value, slashes = ''] = groups
    if (!scheme) return slashes + MASK
    return secrets.includes(value) || isCredential(value) ? scheme + gap + MASK : match
  })
}

/** Whether the text behind a scheme is a credential (RFC 6750 2.1), not the next word of a sentence. */
function isCredential(value: string): boolean {
  if (value.length >= 24) return true
  return value.length >= MIN_SECRET && (/\d|[a-z][A-Z]/.test(value) || value.endsWith('='))
}
