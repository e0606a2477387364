import type { Lane } from '../lane.ts'
import { bunLanes } from './bun.ts'
import { chromiumLanes } from './chromium.ts'
import { denoLanes } from './deno.ts'
import { nextLanes } from './nextjs.ts'
import { nodeLanes } from './node.ts'
import { workerdLanes } from './workerd.ts'

/** Everything that `npm run test:runtimes` runs; what takes longest begins first. */
export const LANES: readonly Lane[] = [
  ...nextLanes,
  ...chromiumLanes,
  ...nodeLanes,
  ...denoLanes,
  ...bunLanes,
  ...workerdLanes,
]
