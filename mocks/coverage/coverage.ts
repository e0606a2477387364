import type { Covered } from './covered.ts'
import { GROUP_COVERAGE } from './groups.ts'
import { LIST_COVERAGE } from './lists.ts'
import { SERVICE_COVERAGE } from './service.ts'
import { USER_COVERAGE } from './users.ts'

/** The coverage table. A test compares it with the routes and with the titles of the tests. */
export const COVERAGE: readonly Covered[] = [
  ...USER_COVERAGE,
  ...GROUP_COVERAGE,
  ...LIST_COVERAGE,
  ...SERVICE_COVERAGE,
]
