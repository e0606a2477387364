import { SCIMConfigurationError } from '../errors/configuration-error.ts'

/** The base URL with its final slash, if it is safe to send a token there; the message never shows credentials. */
export function checkBaseUrl(text: string, allowInsecureHttp: boolean | undefined): string {
  let url: URL | undefined
  try {
    url = new URL(text)
  } catch {}
  const problem =
    !url || !['https:', 'http:'].includes(url.protocol)
      ? 'must be an https: URL'
      : url.username || url.password || /[?#]/.test(text)
        ? 'must have no credentials, query or fragment'
        : url.protocol === 'http:' && !allowInsecureHttp && !isLoopback(url.hostname)
          ? 'is http:, where the token can be read on the way: use https:, or set allowInsecureHttp'
          : ''
  if (!url || problem) throw new SCIMConfigurationError(`baseUrl: ${problem}`)
  return url.href.replace(/\/?$/, '/')
}

/** This machine (RFC 6761 6.3, RFC 5735). */
function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}

/** Slack's own hosts, GovSlack's among them. */
const SLACK_HOST = /(^|\.)slack(-gov)?\.com$/

/**
 * Refuses a base URL of the other version, and one on a host of Slack that is not below `/scim/`: Slack answers
 * both with errors that do not say so.
 *
 * @throws {@link SCIMConfigurationError} naming the URL to give
 */
export function checkVersion(baseUrl: string, version: '1.1' | '2.0', usual: string): void {
  const { hostname, pathname } = new URL(baseUrl)
  const [end] = /\/scim\/v[12]\/$/.exec(pathname) ?? []
  if (end ? usual.endsWith(end) : !SLACK_HOST.test(hostname)) return
  const problem = end ? `ends in ${end}` : 'does not end in the path of a version'
  throw new SCIMConfigurationError(
    `baseUrl: ${problem}: this client speaks SCIM ${version}, as ${usual} does`,
  )
}
