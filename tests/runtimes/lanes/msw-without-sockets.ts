import { installedVersion, type Packages } from '../../package/project.ts'

const msw = installedVersion('msw')
const msw2 = installedVersion('msw-2')

/** The interceptors that msw 3 itself depends on. */
const INTERCEPTORS = '0.45.12'

/** msw where `fetch` does not go through the sockets that msw 3 watches: in Bun and Deno. */
export const mswWithoutSockets: readonly {
  readonly way: string
  readonly shim: string
  readonly packages: Packages
}[] = [
  { way: `msw ${msw2}`, shim: 'msw', packages: { msw: msw2 } },
  { way: `msw ${msw} refused: interceptFetch`, shim: 'msw-refused', packages: { msw } },
  {
    way: `msw ${msw} with its own network`,
    shim: 'msw-network',
    packages: { msw, '@mswjs/interceptors': INTERCEPTORS },
  },
]
