/** What `msw-network.ts` uses of the version that msw 3 has; the repository has none of it itself. */
declare module '@mswjs/interceptors/fetch/web' {
  import type { InterceptorSource } from 'msw/experimental'

  type Interceptor = ConstructorParameters<typeof InterceptorSource>[0]['interceptors'][number]
  export const FetchInterceptor: new () => Interceptor
}
