/** What runtimes say of themselves; none has all of it. */
interface Signs {
  readonly Bun?: { readonly version: string }
  readonly Deno?: { readonly version: { readonly deno: string } }
  readonly EdgeRuntime?: string
  readonly process?: { readonly versions?: { readonly node?: string } }
  readonly navigator?: { readonly userAgent?: string }
}

/** The runtime that this runs in, by its own account. */
export function runtimeVersion(): string {
  const { Bun, Deno, EdgeRuntime, process, navigator } = globalThis as Signs
  const agent = navigator?.userAgent ?? ''
  if (Bun) return `Bun ${Bun.version}`
  if (Deno) return `Deno ${Deno.version.deno}`
  // Next.js puts the name into the code itself.
  if (EdgeRuntime !== undefined) return 'edge'
  if (agent === 'Cloudflare-Workers') return 'workerd'
  const chromium = /Chrom(?:e|ium)\/([\d.]+)/.exec(agent)?.[1]
  if (chromium) return `Chromium ${chromium}`
  return process?.versions?.node ? `Node ${process.versions.node}` : 'unknown'
}
