import type { Refusal } from '../errors/refusal.ts'
import type { WireReply, WireRequest } from '../http/wire.ts'
import { ROUTES } from '../scim/routes.ts'
import type { SCIMService } from '../scim/service.ts'
import { WEB_API_METHODS, type WebAPI } from '../web-api/web-api.ts'

/** The services behind the emulator's base URL, without faults. */
export interface Services {
  /** Whether a service answers at this URL. */
  handles(url: URL): boolean
  /** The name of the operation that the request asks for, or null. */
  operation(request: WireRequest): string | null
  answer(request: WireRequest): WireReply
  /** Renders a refusal in the envelope of the service that the request is for. */
  refuse(request: WireRequest, refusal: Refusal): WireReply
}

/** The names of all operations. */
export const OPERATIONS: readonly string[] = /* @__PURE__ */ (() => [
  ...new Set(ROUTES.map(({ operation }) => operation)),
  ...Object.keys(WEB_API_METHODS),
])()

/** Mounts SCIM at the base URL, and the Web API at `/api/`. */
export function createServices(baseUrl: string, scim: SCIMService, webAPI: WebAPI): Services {
  const prefix = new URL(baseUrl).pathname
  const serviceOf = (url: URL): SCIMService | WebAPI | undefined => {
    if (url.pathname.startsWith(prefix)) return scim
    return url.pathname.startsWith('/api/') ? webAPI : undefined
  }
  const required = (url: URL): SCIMService | WebAPI => serviceOf(url) ?? scim
  return {
    handles: (url) => serviceOf(url) !== undefined,
    operation: (request) => required(request.url).operation(request),
    answer: (request) => required(request.url).answer(request),
    refuse: (request, refusal) => required(request.url).refuse(request, refusal),
  }
}
