declare module 'express' {
  import type { RequestListener } from 'node:http'

  /** As much of Express 4 as it takes to mount a router. */
  export interface Application extends RequestListener {
    use(path: string, handler: unknown): void
  }
  export default function express(): Application
}
