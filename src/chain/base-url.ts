import { SCIMConfigurationError } from '../errors/configuration-error.ts'

/** The base URL with its final slash, if it is safe to send a token there; the message never shows credentials. */
export function checkBaseUrl(text: string, allowInsecureHttp: boolean | undefined): string {
  let url: URL | undefined
  try {
    url = new URL(text)
  } catch {}
  const problem =
    !url || !/^https?:$/.test(url.protocol)
      ? 'must be an https: URL'
      : url.username || url.password || /[?#]/.test(text)
        ? 'must have no credentials, query or fragment'
        : url.protocol === 'http:' && !allowInsecureHttp && !isLoopback(url.hostname)
          ? 'is http:, where the token can be read on the way: use https:, or set allowInsecureHttp'
          : ''
  if (!url || problem) throw new SCIMConfigurationError(`baseUrl ${problem}`)
  return url.href.replace(/\/?$/, '/')
}

/** This machine (RFC 6761 6.3, RFC 5735). */
function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}
