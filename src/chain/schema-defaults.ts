import type { Dialect } from '../dialects/dialect.ts'
import type { Call } from './call.ts'
import type { ChainMiddleware } from './middleware.ts'

/**
 * Adds `schemas` to a body without it: the dialect's default, and the URN of each extension in the body.
 * Slack ignores guest and profile extensions that are not listed (https://docs.slack.dev/reference/scim-api).
 */
export function schemaDefaults(dialect: Dialect): ChainMiddleware<Call> {
  const sendWithSchemas: ChainMiddleware<Call>['handle'] = async (request, next, call) => {
    const { body } = request
    if (!body || (body.schemas !== undefined && body.schemas !== null)) return next(request, call)
    const schemas = dialect.schemasFor(request.path, body)
    return next({ ...request, body: { ...body, schemas } }, call)
  }
  return {
    name: 'schema-defaults',
    handle: (request, next, call) =>
      request.body ? sendWithSchemas(request, next, call) : next(request, call),
  }
}
