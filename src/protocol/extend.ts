import { SCIMResponse } from './response.ts'

/** Returns a copy of a response with more fields. A copy, because a middleware may keep the response. */
export function extend<Extra extends object>(response: SCIMResponse, extra: Extra): SCIMResponse & Extra {
  return Object.assign(Object.create(SCIMResponse.prototype) as SCIMResponse, response, extra)
}
