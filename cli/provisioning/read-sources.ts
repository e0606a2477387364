import { type Desired, readDesired } from '../../src/provisioning/index.ts'
import { counted } from '../../src/provisioning/render/figures.ts'
import type { LoadedConfig } from '../config/read-config.ts'
import type { Output } from '../terminal/output.ts'

/** How sources are read. */
export interface ReadSources {
  readonly now: Date
  readonly output: Output
  readonly signal?: AbortSignal | undefined
}

/** Reads what Slack is to be. A large group is noted, since Slack advises against it. */
export function readSources(loaded: LoadedConfig, { now, output, signal }: ReadSources): Promise<Desired> {
  const { sources, rules } = loaded
  return readDesired(sources, {
    now,
    groups: rules,
    signal,
    onEvent(event) {
      if (event.type !== 'group.large') return
      const { group, members, advised } = event
      output.note(`warning: ${group}: ${counted(members, 'member')}; Slack advises at most ${advised}`)
    },
  })
}
