import { SCIMConfigurationError } from '../errors/configuration-error.ts'
import { VERSION } from '../protocol/version.ts'

type HeaderLayer = Readonly<Record<string, string | null>> | undefined

/** Headers laid over others without regard to case; `null` removes. All names come out in lower case. */
export function mergeHeaders(...layers: readonly HeaderLayer[]): Readonly<Record<string, string>> {
  const merged = new Headers()
  for (const layer of layers) {
    for (const [name, value] of Object.entries(layer ?? {})) {
      try {
        if (value === undefined) continue
        if (value === null) merged.delete(name)
        else merged.set(name, value)
      } catch {
        // The platform's own words would quote the value.
        throw new SCIMConfigurationError(`header '${name}' has a character that headers cannot have`)
      }
    }
  }
  return Object.freeze(Object.fromEntries(merged))
}

/** What every request carries; the content type also on reads, as the original sends it and Slack takes it. */
export function defaultHeaders(
  prefix: string | undefined,
  suffix: string | undefined,
): Record<string, string> {
  // `Node.js/24`, `Deno/2.9.5`, `Bun/1.4.5`, `Cloudflare-Workers`; a browser says its own by itself.
  const agent = globalThis.navigator?.userAgent ?? ''
  const runtime = /^Mozilla/.test(agent) ? '' : agent
  return {
    accept: 'application/json',
    'content-type': 'application/json;charset=utf-8',
    'user-agent': [prefix, `slack-scim/${VERSION}`, runtime, suffix].filter(Boolean).join(' '),
  }
}
