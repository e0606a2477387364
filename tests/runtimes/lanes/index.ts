import type { Lane } from '../lane.ts'
import { bunLanes } from './bun.ts'
import { chromiumLanes } from './chromium.ts'
import { denoLanes } from './deno.ts'
import { nodeLanes } from './node.ts'
import { workerdLanes } from './workerd.ts'

/** Everything that `npm run test:runtimes` runs; what takes longest begins first. */
export const LANES: readonly Lane[] = [
  ...nodeLanes,
  ...bunLanes,
  ...denoLanes,
  ...workerdLanes,
  ...chromiumLanes,
]
