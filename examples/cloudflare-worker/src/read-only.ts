import type { Middleware } from 'slack-scim'

/** Whatever is added to this Worker one day: nothing but reads leaves it. */
export const readOnly: Middleware = {
  name: 'read-only',
  async handle(request, next) {
    if (request.method !== 'GET')
      throw new Error(`${request.method} ${request.path}: this Worker only reads.`)
    return next(request)
  },
}
