import { SCIMResponse } from './response.ts'

/** A copy of a response with more fields; the response itself may be one that a link keeps. */
export function extend<Extra extends object>(response: SCIMResponse, extra: Extra): SCIMResponse & Extra {
  return Object.assign(Object.create(SCIMResponse.prototype) as SCIMResponse, response, extra)
}
