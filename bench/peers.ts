// The packages of bench/package.json, in the form in which the bench uses them: types and tests do not need them.

type Headers = Readonly<Record<string, string>>
type FetchLike = (input: string | URL | Request, init?: RequestInit) => Promise<Response>

interface Axios {
  create(options: {
    readonly baseURL?: string
    readonly headers: Headers
    readonly httpAgent?: object
    readonly adapter?: 'fetch'
    readonly env?: { readonly fetch: FetchLike }
  }): {
    get(url: string): Promise<{ readonly data: unknown }>
    post(url: string, body: object): Promise<{ readonly data: unknown }>
  }
}

interface Ky {
  get(url: string, options?: { readonly headers: Headers }): { json(): Promise<unknown> }
  post(
    url: string,
    options: { readonly headers: Headers; readonly json: object },
  ): { json(): Promise<unknown> }
  create(options: { readonly prefix: string; readonly headers: Headers; readonly fetch: FetchLike }): Ky
}

type OFetch = (
  url: string,
  options?: { readonly method?: string; readonly headers?: Headers; readonly body?: object },
) => Promise<unknown>

/** A latency in milliseconds, or why there is none. */
type TaskResult = { readonly latency: { readonly p50: number } } | { readonly error?: unknown }

interface TinyBench {
  add(name: string, run: () => unknown, hooks?: { readonly beforeEach?: () => void }): void
  run(): Promise<readonly { readonly result: TaskResult | undefined }[]>
}

interface Peers {
  readonly axios: { readonly default: Axios }
  readonly ky: { readonly default: Ky }
  readonly ofetch: {
    readonly ofetch: OFetch
    createFetch(options: {
      readonly fetch: FetchLike
      readonly defaults: { readonly baseURL: string; readonly headers: Headers }
    }): OFetch
  }
  readonly 'openapi-fetch': {
    default(options: { readonly baseUrl: string; readonly headers: Headers; readonly fetch: FetchLike }): {
      GET(
        path: string,
        options: { readonly params: { readonly path: object } },
      ): Promise<{ readonly data?: unknown }>
    }
  }
  readonly 'scim-patch': {
    scimPatch(
      resource: object,
      operations: readonly object[],
      options?: { readonly mutateDocument: boolean },
    ): object
  }
  readonly 'scim2-parse-filter': {
    parse(text: string): object
    filter(parsed: object): (resource: object) => boolean
  }
  readonly tinybench: { readonly Bench: new (options: object) => TinyBench }
  readonly undici: {
    request(
      url: string,
      options: { readonly method?: string; readonly headers: Headers; readonly body?: string },
    ): Promise<{ readonly body: { json(): Promise<unknown> } }>
  }
}

/** Loads a package that the bench measures with, or compares with. */
export async function peer<Name extends keyof Peers>(name: Name): Promise<Peers[Name]> {
  try {
    return (await import(name)) as Peers[Name]
  } catch (cause) {
    throw new Error(`bench: ${name} is not installed: run \`npm ci --prefix bench\``, { cause })
  }
}
