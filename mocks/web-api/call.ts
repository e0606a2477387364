import type { Directory } from '../directory/directory.ts'
import type { UserRecord } from '../directory/user.ts'

/** One call of the Web API: the holder of its token, and the arguments of query and body together. */
export interface WebAPICall {
  readonly actor: UserRecord
  readonly directory: Directory
  readonly args: URLSearchParams
}
